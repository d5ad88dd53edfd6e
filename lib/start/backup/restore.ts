import { createHash } from "node:crypto";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { SignedHead } from "../../audit/schema";
import { placeOf } from "../connect";
import { StartFailure } from "../failure";
import { grantWithin } from "../grants";
import { applyWithin, type Migration, migrationLock, readMigrations } from "../migrations";
import { against, quoted, type Reference, readReferences, readTables } from "./catalogue";
import { clearUnused } from "./empty-target";
import { type BackupHeader, type CopyProgress, fileEnd, NOT_INCLUDED, rowsBegin, rowsEnd } from "./format";
import { broken, type CheckedFile, checkFile, openRows, type Rows } from "./read-file";
import { asFailure, onCopySession } from "./session";

/** What to restore, and where. */
export type RestoreOrder = {
  file: string;
  /** The database for the product; its role gets its rights there. */
  url: string;
  /** The same database for the role that owns the schema. */
  ownerUrl: string;
  /** The migrations of this build; read from its folder unless given. */
  migrations?: readonly Migration[];
  onProgress?: CopyProgress;
};

/** What was restored. */
export type RestoreResult = {
  file: string;
  takenAt: string;
  productVersion: string;
  tables: { name: string; rows: number }[];
  rows: number;
  /** Migrations that this build had to add. */
  migrated: string[];
  leftOut: string[];
  /** Where the trail ended when the backup was made: for `checkTrail`. */
  trailHead: SignedHead;
  notIncluded: string;
};

/**
 * Puts a backup into an empty database, in one transaction: schema as it was, rows, sequences, what this build adds to
 * the schema, rights of the runtime's role. Whatever breaks it off, also a kill, leaves the database as it was. Refuses
 * a file that is not whole, a backup of a newer version, and a database in which there is something.
 */
export async function restore(order: RestoreOrder): Promise<RestoreResult> {
  const { file, url, ownerUrl, onProgress = () => {} } = order;
  const checked = await checkFile(file, onProgress);
  const { header } = checked;
  const { had, added } = divide(header, order.migrations ?? readMigrations(), file);
  const tables = await onCopySession(ownerUrl, "DATABASE_OWNER_URL or DATABASE_URL", async (owner) => {
    try {
      await owner.query("begin");
      await owner.query("select pg_advisory_xact_lock($1)", [migrationLock]);
      await clearUnused(owner, placeOf(ownerUrl));
      await onProgress({ step: "making the schema", table: null, rows: 0 });
      for (const migration of had) await applyWithin(owner, migration);
      const loaded = await load(owner, checked, onProgress);
      await onProgress({ step: "finishing", table: null, rows: loaded.rows });
      for (const migration of added) await applyWithin(owner, migration);
      await grantWithin(owner, decodeURIComponent(new URL(url).username));
      await owner.query("commit");
      await owner.query("analyze");
      return loaded;
    } catch (error) {
      await owner.query("rollback").catch(() => undefined);
      throw asFailure(error, "The restore failed and left nothing behind");
    }
  });
  const { takenAt, productVersion, leftOut, trailHead } = header;
  const migrated = added.map(({ name }) => name);
  return {
    ...{ file, takenAt, productVersion, ...tables, migrated, leftOut, trailHead },
    notIncluded: NOT_INCLUDED,
  };
}

/** The migrations that the backup's schema is made of, and those that this build has beyond. */
function divide(header: BackupHeader, migrations: readonly Migration[], file: string) {
  const checksums = new Map(header.migrations.map(({ name, checksum }) => [name, checksum]));
  const newer = header.migrations.find(({ name }) => !migrations.some((own) => own.name === name));
  if (newer)
    throw new StartFailure(
      "schemaNewer",
      `${file} is a backup of a newer Highwater (${header.productVersion}): it holds the migration ${newer.name}, ` +
        "which this version does not know. Restore it with that version or a later one.",
    );
  const changed = migrations.find(
    ({ name, checksum }) => checksums.has(name) && checksums.get(name) !== checksum,
  );
  if (changed)
    throw new StartFailure(
      "migrationFailed",
      `The migration ${changed.name} was changed after the backup was made: put its file back as it was.`,
    );
  return {
    had: migrations.filter(({ name }) => checksums.has(name)),
    added: migrations.filter(({ name }) => !checksums.has(name)),
  };
}

async function load(owner: pg.Client, checked: CheckedFile, onProgress: CopyProgress) {
  const { header, file } = checked;
  await demandSameTables(owner, header, file);
  // The rows of the schema's own migrations are those of the backup, too, with when they were applied.
  await owner.query(`delete from "_prisma_migrations"`);
  const circular = against(header.tables, await readReferences(owner));
  for (const reference of circular) await owner.query(checkedAt(reference, "deferrable initially deferred"));
  const rows = openRows(checked);
  try {
    const tables: RestoreResult["tables"] = [];
    let total = 0;
    for (const table of header.tables) {
      await onProgress({ step: "restoring", table: table.name, rows: total });
      const count = await loadTable(owner, rows, table, file);
      tables.push({ name: table.name, rows: count });
      total += count;
    }
    const end = fileEnd.safeParse(await rows.line());
    if (!end.success || end.data.tables !== tables.length || end.data.rows !== total) throw broken(file);
    await rows.end();
    await owner.query("set constraints all immediate");
    for (const reference of circular) await owner.query(checkedAt(reference, asItWas(reference)));
    for (const { name, lastValue, isCalled } of header.sequences)
      await owner.query("select setval($1::regclass, $2, $3)", [quoted(name), lastValue, isCalled]);
    return { tables, rows: total };
  } finally {
    rows.close();
  }
}

async function loadTable(
  owner: pg.Client,
  rows: Rows,
  { name, columns }: BackupHeader["tables"][number],
  file: string,
): Promise<number> {
  const begin = rowsBegin.safeParse(await rows.line());
  if (!begin.success || begin.data.table !== name) throw broken(file);
  const hash = createHash("sha256");
  const list = columns.map((column) => pg.escapeIdentifier(column)).join(", ");
  const target = owner.query(copyFrom(`copy ${quoted(name)} (${list}) from stdin`));
  await pipeline(async function* () {
    for await (const bytes of rows.data()) {
      hash.update(bytes);
      yield bytes;
    }
  }, target);
  const end = rowsEnd.safeParse(await rows.line());
  if (!end.success || end.data.sha256 !== hash.digest("hex") || end.data.rows !== target.rowCount)
    throw broken(file);
  return target.rowCount;
}

/** The backup's tables and columns are what its migrations make, no more and no less. */
async function demandSameTables(owner: pg.Client, header: BackupHeader, file: string): Promise<void> {
  const there = new Map((await readTables(owner)).map(({ name, columns }) => [name, columns]));
  const told = new Map(header.tables.map(({ name, columns }) => [name, columns]));
  const sameColumns = [...told].every(([name, columns]) => {
    const own = there.get(name);
    return own?.length === columns.length && columns.every((column) => own.includes(column));
  });
  const all = [...there.keys()].every((name) => told.has(name) || header.leftOut.includes(name));
  const sequences = (
    await owner.query<{ name: string }>(
      "select relname as name from pg_class where relkind = 'S' and relnamespace = 'public'::regnamespace",
    )
  ).rows.map(({ name }) => name);
  if (!sameColumns || !all || !header.sequences.every(({ name }) => sequences.includes(name)))
    throw broken(file);
}

const checkedAt = ({ table, name }: Reference, when: string) =>
  `alter table ${quoted(table)} alter constraint ${pg.escapeIdentifier(name)} ${when}`;

const asItWas = ({ deferrable, deferred }: Reference) =>
  deferrable ? `deferrable initially ${deferred ? "deferred" : "immediate"}` : "not deferrable";
