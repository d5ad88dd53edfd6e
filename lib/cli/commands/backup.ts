import { backUp } from "../../start/backup/back-up";
import type { CopyProgress } from "../../start/backup/format";
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
      const made = await backUp({ url, file, replace: order.has("replace"), onProgress: sparing(progress) });
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
      const done = await restore({ file, url, ownerUrl, onProgress: sparing(progress) });
      const { rows, tables, takenAt, migrated, notIncluded } = done;
      const added = migrated.length > 0 ? ` Then ${migrated.length} migrations were applied.` : "";
      return {
        text: `${rows} rows of ${tables.length} tables are back as of ${takenAt}.${added}\n${notIncluded}`,
        json: done,
      };
    });
  },
};

/** How long what goes on is said once, in milliseconds. */
const QUIET_MS = 5_000;

/** Says each step as it begins, and while it takes long how far it has come. */
export function sparing(progress: Progress): CopyProgress {
  let said = { step: "", at: Number.NEGATIVE_INFINITY };
  return ({ step, table, rows }) => {
    const at = performance.now();
    if (step !== said.step) progress(step);
    else if (at - said.at < QUIET_MS) return;
    else progress(table ? `${step} ${table} (${rows} rows so far)` : step);
    said = { step, at };
  };
}
