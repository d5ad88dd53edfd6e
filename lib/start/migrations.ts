import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import { connectTo } from "./connect";
import { StartFailure } from "./failure";

/** One committed migration: its folder's name, its SQL, and the SHA-256 of that in hexadecimal. */
export type Migration = { name: string; sql: string; checksum: string };

/** Anything that can ask the database: a client or a pool. */
export type Asker = { query<Row extends pg.QueryResultRow>(text: string): Promise<{ rows: Row[] }> };

type Recorded = { name: string; checksum: string; finished: boolean };

/** Held by whoever changes the schema, and shared by whoever needs it to stay. Any number, but not the one that Prisma's own command line locks. */
export const migrationLock = 4_815_162_342;

// The table that Prisma keeps, column for column, so that its command line stays usable.
const bookkeeping = `
  create table if not exists "_prisma_migrations" (
    "id" varchar(36) primary key not null,
    "checksum" varchar(64) not null,
    "finished_at" timestamptz,
    "migration_name" varchar(255) not null,
    "logs" text,
    "rolled_back_at" timestamptz,
    "started_at" timestamptz not null default now(),
    "applied_steps_count" integer not null default 0
  )`;

/** The migrations of this build, in the order in which they are applied. */
export function readMigrations(folder = join(process.cwd(), "prisma", "migrations")): Migration[] {
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  return names
    .filter((name) => existsSync(join(folder, name, "migration.sql")))
    .map((name) => {
      // A checkout with Windows line ends is the same migration.
      const sql = readFileSync(join(folder, name, "migration.sql"), "utf8").replaceAll("\r\n", "\n");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

/**
 * Brings the schema up to this build, each migration in a transaction of its own together with its entry in the
 * bookkeeping. Of several processes at once one applies and the others wait for it. Throws a StartFailure when the
 * database is newer than this build, when an applied migration's text has changed since, or when one fails.
 */
export async function migrate(
  ownerUrl: string,
  migrations = readMigrations(),
): Promise<{ applied: string[] }> {
  const client = await connectTo(ownerUrl, "DATABASE_OWNER_URL or DATABASE_URL");
  try {
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    const pending = missingFrom(await recorded(client), migrations);
    for (const migration of pending) await apply(client, migration);
    return { applied: pending.map(({ name }) => name) };
  } finally {
    await client.end();
  }
}

/**
 * The names of this build's migrations that the database has not got yet; needs no right but to read. Throws a
 * StartFailure when the database is newer than this build.
 */
export async function pendingMigrations(db: Asker, migrations = readMigrations()): Promise<string[]> {
  return missingFrom(await recorded(db), migrations).map(({ name }) => name);
}

async function recorded(db: Asker): Promise<Recorded[]> {
  const found = await db.query<{ there: boolean }>(
    `select to_regclass('"_prisma_migrations"') is not null as there`,
  );
  if (!found.rows[0]?.there) return [];
  const { rows } = await db.query<Recorded>(
    `select migration_name as name, checksum, finished_at is not null as finished
       from "_prisma_migrations" where rolled_back_at is null order by started_at`,
  );
  return rows;
}

function missingFrom(inDatabase: Recorded[], migrations: Migration[]): Migration[] {
  const inBuild = new Map(migrations.map((migration) => [migration.name, migration]));
  const newer = inDatabase.find(({ name }) => !inBuild.has(name));
  if (newer) {
    throw new StartFailure(
      "schemaNewer",
      `The database is newer than this Highwater: it holds the migration ${newer.name}, which this version does not know. ` +
        "Start the newer version, or restore a backup made before the upgrade.",
    );
  }
  const half = inDatabase.find(({ finished }) => !finished);
  if (half) {
    throw new StartFailure(
      "migrationFailed",
      `The migration ${half.name} was begun by another tool and not finished: repair it and mark it with prisma migrate resolve.`,
    );
  }
  const changed = inDatabase.find(({ name, checksum }) => inBuild.get(name)?.checksum !== checksum);
  if (changed) {
    throw new StartFailure(
      "migrationFailed",
      `The migration ${changed.name} was changed after this database had applied it: put its file back as it was.`,
    );
  }
  const done = new Set(inDatabase.map(({ name }) => name));
  return migrations.filter(({ name }) => !done.has(name));
}

/** Applies one migration inside the transaction that the owner's session has open, with its entry in the bookkeeping. */
export async function applyWithin(owner: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await owner.query(bookkeeping);
  await owner.query(sql);
  await owner.query(
    `insert into "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
     values ($1, $2, $3, clock_timestamp(), clock_timestamp(), 1)`,
    [randomUUID(), checksum, name],
  );
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  const { name } = migration;
  try {
    await client.query("begin");
    await applyWithin(client, migration);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartFailure(
      "migrationFailed",
      `The migration ${name} failed and left nothing behind: ${reason}.`,
    );
  }
}
