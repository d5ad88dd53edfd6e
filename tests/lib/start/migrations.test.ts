import pg from "pg";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { grantRuntimeRights } from "../../../lib/start/grants";
import { type Migration, migrate, pendingMigrations, readMigrations } from "../../../lib/start/migrations";
import { dropDatabase, emptyDatabase, type TestDatabase } from "../../support/postgres";

const first: Migration = {
  name: "20260101000000_first",
  checksum: "a".repeat(64),
  sql: `create table audit_event (id int primary key);
        create table note (id int primary key);
        create function one() returns int language plpgsql as $$ begin return 1; end; $$;`,
};
const second: Migration = {
  name: "20260102000000_second",
  checksum: "b".repeat(64),
  sql: "alter table note add text text",
};
const broken: Migration = {
  name: "20260103000000_broken",
  checksum: "c".repeat(64),
  sql: "create table half (id int); select 1/0",
};

let database: TestDatabase;

beforeEach(async () => {
  database = await emptyDatabase(inject("testServer"));
});
afterEach(() => dropDatabase(inject("testServer"), database.name));

async function ask<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

const pending = async (migrations: Migration[]) => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return await pendingMigrations(client, migrations);
  } finally {
    await client.end();
  }
};

describe("migrate", () => {
  it("applies what is missing, in order, and nothing the second time", async () => {
    expect(await migrate(database.ownerUrl, [first])).toEqual({ applied: [first.name] });
    expect(await migrate(database.ownerUrl, [first, second])).toEqual({ applied: [second.name] });
    expect(await migrate(database.ownerUrl, [first, second])).toEqual({ applied: [] });
  });

  it("applies once when several processes migrate at once", async () => {
    const runs = await Promise.all([1, 2, 3, 4].map(() => migrate(database.ownerUrl, [first, second])));
    expect(runs.flatMap(({ applied }) => applied)).toEqual([first.name, second.name]);
  });

  it("keeps the bookkeeping that Prisma's own command line reads", async () => {
    await migrate(database.ownerUrl, [first]);
    const rows = await ask(database.ownerUrl, `select * from "_prisma_migrations"`);
    expect(rows).toEqual([
      expect.objectContaining({
        migration_name: first.name,
        checksum: first.checksum,
        finished_at: expect.any(Date),
        started_at: expect.any(Date),
        rolled_back_at: null,
        applied_steps_count: 1,
      }),
    ]);
  });

  it("leaves nothing of a migration that fails, and keeps the ones before it", async () => {
    await expect(migrate(database.ownerUrl, [first, broken])).rejects.toThrow(
      "The migration 20260103000000_broken failed and left nothing behind: division by zero.",
    );
    expect(await ask(database.ownerUrl, "select to_regclass('half') as half")).toEqual([{ half: null }]);
    await grantRuntimeRights(database.ownerUrl, "highwater_app");
    expect(await pending([first, broken])).toEqual([broken.name]);
  });

  it("refuses a database that is newer than the build", async () => {
    await migrate(database.ownerUrl, [first, second]);
    await expect(migrate(database.ownerUrl, [first])).rejects.toMatchObject({
      exitCode: 4,
      message: expect.stringContaining("The database is newer than this Highwater"),
    });
  });

  it("refuses a migration whose text was changed after it was applied", async () => {
    await migrate(database.ownerUrl, [first]);
    await expect(migrate(database.ownerUrl, [{ ...first, checksum: "d".repeat(64) }])).rejects.toThrow(
      "was changed after this database had applied it",
    );
  });

  it("applies the committed migrations to an empty database", async () => {
    const committed = readMigrations();
    const { applied } = await migrate(database.ownerUrl);
    expect(applied).toEqual(committed.map(({ name }) => name));
  });
});

describe("pendingMigrations", () => {
  it("tells the runtime role what is missing", async () => {
    expect(await pending([first, second])).toEqual([first.name, second.name]);
    await migrate(database.ownerUrl, [first]);
    await grantRuntimeRights(database.ownerUrl, "highwater_app");
    expect(await pending([first, second])).toEqual([second.name]);
  });
});

describe("grantRuntimeRights", () => {
  beforeEach(async () => {
    await migrate(database.ownerUrl, [first]);
    await grantRuntimeRights(database.ownerUrl, "highwater_app");
  });

  it("lets the runtime role work on ordinary tables, those of later migrations included", async () => {
    await ask(database.ownerUrl, "create table later (id int primary key)");
    for (const table of ["note", "later"]) {
      await ask(
        database.url,
        `insert into ${table} values (1); update ${table} set id = 2; delete from ${table}`,
      );
    }
  });

  it("lets it add to the audit trail, never change it", async () => {
    await ask(database.url, "insert into audit_event values (1)");
    for (const attempt of [
      "update audit_event set id = 2",
      "delete from audit_event",
      "truncate audit_event",
    ]) {
      await expect(ask(database.url, attempt)).rejects.toThrow("permission denied for table audit_event");
    }
  });

  it("keeps it from the bookkeeping of migrations and from the schema", async () => {
    await expect(ask(database.url, `delete from "_prisma_migrations"`)).rejects.toThrow("permission denied");
    await expect(ask(database.url, "create table own (id int)")).rejects.toThrow(
      "permission denied for schema public",
    );
  });

  it("can be given by several starts at once", async () => {
    await Promise.all([1, 2, 3].map(() => grantRuntimeRights(database.ownerUrl, "highwater_app")));
  });
});
