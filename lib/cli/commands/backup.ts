import { backUp } from "../../start/backup/back-up";
import { restore } from "../../start/backup/restore";
import type { CliCommand, Progress } from "../command-line";
import { typedPath, withDatabase } from "../session";

/** `backup`: everything in one file, as it is at one moment. */
export const makeBackup: CliCommand = {
  words: "backup",
  does: "Copies everything into one file, as it is at one moment, while Highwater goes on running.",
  takes: [{ name: "FILE", completes: "files" }],
  options: { replace: { does: "Replaces a file of that name; else it is not overwritten." } },
  run(order, progress) {
    const file = typedPath(order.given[0] ?? "");
    return withDatabase(async ({ url }) => {
      const made = await backUp({ url, file, replace: order.has("replace"), onProgress: told(progress) });
      const { rows, bytes, sha256, takenAt, tables, notIncluded } = made;
      return {
        text: `${file}: ${rows} rows of ${tables.length} tables as of ${takenAt}, ${bytes} bytes, SHA-256 ${sha256}.\n${notIncluded}`,
        json: made,
      };
    });
  },
};

/** `restore`: a backup into an empty database, all of it or nothing. */
export const restoreBackup: CliCommand = {
  words: "restore",
  does: "Puts a backup into an empty database, all of it or nothing; an older one is brought up to this version.",
  takes: [{ name: "FILE", completes: "files" }],
  options: {},
  run(order, progress) {
    const file = typedPath(order.given[0] ?? "");
    return withDatabase(async ({ url, ownerUrl }) => {
      const done = await restore({ file, url, ownerUrl, onProgress: told(progress) });
      const { rows, tables, takenAt, migrated, notIncluded } = done;
      const added = migrated.length > 0 ? ` Then ${migrated.length} migrations were applied.` : "";
      return {
        text: `${rows} rows of ${tables.length} tables are back as of ${takenAt}.${added}\n${notIncluded}`,
        json: done,
      };
    });
  },
};

const told =
  (progress: Progress) =>
  ({ step, table, rows }: { step: string; table: string | null; rows: number }) =>
    progress(table ? `${step} ${table} (${rows} rows so far)` : step);
