import { createHash, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import type { SignedHead, TrailHead } from "../../audit/schema";
import { HEAD_SQL, headAfter, signHead } from "../../audit/signed-head";
import { signingKey } from "../../core/secrets";
import { StartFailure } from "../failure";
import { projectFolder } from "../folders";
import { migrationLock } from "../migrations";
import { inOrder, quoted, readReferences, readSequences, readTables } from "./catalogue";
import {
  type BackupHeader,
  type CopyProgress,
  END_OF_ROWS,
  FORMAT,
  FORMAT_VERSION,
  NOT_INCLUDED,
} from "./format";
import { asFailure, onCopySession } from "./session";
import { leftOut } from "./tables";
import { beginFile } from "./whole-file";

/** What to back up, and where to. */
export type BackupOrder = {
  /** The database; the runtime's role is enough. */
  url: string;
  file: string;
  /** Whether a file of that name may be replaced. */
  replace?: boolean;
  /** Signs the head of the audit trail; the instance's own unless given. */
  key?: KeyObject;
  onProgress?: CopyProgress;
};

/** What was backed up. */
export type BackupResult = {
  file: string;
  bytes: number;
  sha256: string;
  takenAt: string;
  tables: { name: string; rows: number }[];
  rows: number;
  leftOut: string[];
  trailHead: SignedHead;
  /** That the secrets are not in it, for people. */
  notIncluded: string;
};

/**
 * Copies everything into one file as it is at one moment, while others go on writing. Memory stays flat, however much
 * there is. Refuses a name that is taken, and a place that cannot be written to; what fails leaves no file.
 */
export async function backUp(order: BackupOrder): Promise<BackupResult> {
  const { url, file, replace = false } = order;
  const target = await beginFile(file, replace);
  try {
    return await onCopySession(url, "DATABASE_URL", async (client) => {
      const header = await openSnapshot(client, order.key ?? signingKey());
      await target.write(Buffer.from(`${JSON.stringify(header)}\n`));
      const tables: BackupResult["tables"] = [];
      await pipeline(
        rowsOf(client, header, tables, order.onProgress ?? (() => {})),
        createGzip(),
        async (compressed: AsyncIterable<Buffer>) => {
          for await (const bytes of compressed) await target.write(bytes);
        },
      );
      await client.query("commit");
      const { takenAt, trailHead, notIncluded } = header;
      return {
        ...{ file, ...(await target.finish()), takenAt, tables, rows: sum(tables) },
        ...{ leftOut: header.leftOut, trailHead, notIncluded },
      };
    });
  } catch (error) {
    await target.abandon();
    throw asFailure(error, "No backup was made");
  }
}

async function openSnapshot(client: pg.Client, key: KeyObject): Promise<BackupHeader> {
  // Before the snapshot: a migration under way ends first, and none begins while rows are copied.
  await client.query("select pg_advisory_lock_shared($1)", [migrationLock]);
  await client.query("begin isolation level repeatable read, read only");
  const tables = await readTables(client);
  if (!tables.some(({ name }) => name === "_prisma_migrations"))
    throw new StartFailure("databaseUnavailable", "There is no Highwater in this database to back up.");
  const { rows: about } = await client.query<{ takenAt: Date; server: string }>(
    `select clock_timestamp() as "takenAt", current_setting('server_version') as server`,
  );
  const { rows: migrations } = await client.query<BackupHeader["migrations"][number]>(
    `select migration_name as name, checksum from "_prisma_migrations"
      where rolled_back_at is null and finished_at is not null order by migration_name`,
  );
  const { rows: heads } = await client.query<Pick<TrailHead, "sequence" | "hash">>(HEAD_SQL);
  const takenAt = about[0]?.takenAt.toISOString() ?? "";
  return {
    ...{ format: FORMAT, formatVersion: FORMAT_VERSION, productVersion: productVersion(), takenAt },
    server: about[0]?.server ?? "",
    migrations,
    tables: inOrder(
      tables.filter(({ name }) => !(name in leftOut)),
      await readReferences(client),
    ),
    leftOut: tables.map(({ name }) => name).filter((name) => name in leftOut),
    sequences: await readSequences(client),
    trailHead: signHead({ ...headAfter(heads[0]), at: takenAt }, key),
    notIncluded: NOT_INCLUDED,
  };
}

async function* rowsOf(
  client: pg.Client,
  { tables }: BackupHeader,
  told: BackupResult["tables"],
  onProgress: CopyProgress,
): AsyncGenerator<Buffer> {
  const line = (value: object) => Buffer.from(`${JSON.stringify(value)}\n`);
  for (const { name, columns } of tables) {
    await onProgress({ step: "copying", table: name, rows: sum(told) });
    yield line({ table: name });
    const hash = createHash("sha256");
    let rows = 0;
    const list = columns.map((column) => client.escapeIdentifier(column)).join(", ");
    // The stream ends a moment before the query does.
    const idle = new Promise((resolve) => client.once("drain", resolve));
    const source = client.query(copyTo(`copy (select ${list} from ${quoted(name)}) to stdout`));
    for await (const bytes of source as AsyncIterable<Buffer>) {
      hash.update(bytes);
      rows += linesIn(bytes);
      yield bytes;
    }
    await idle;
    yield Buffer.from(END_OF_ROWS);
    yield line({ rows, sha256: hash.digest("hex") });
    told.push({ name, rows });
  }
  yield line({ tables: told.length, rows: sum(told) });
}

/** Every row ends a line, and a line's end inside a value is written otherwise. */
function linesIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) count += 1;
  return count;
}

const sum = (tables: readonly { rows: number }[]) => tables.reduce((total, { rows }) => total + rows, 0);

function productVersion(): string {
  const { version } = JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8"));
  return String(version);
}
