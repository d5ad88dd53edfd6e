import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { CopyProgress } from "@/lib/start/backup/format";
import { restore } from "@/lib/start/backup/restore";
import { leftOut } from "@/lib/start/backup/tables";
import { grantRuntimeRights } from "@/lib/start/grants";
import { migrate, readMigrations } from "@/lib/start/migrations";
import { compareDatabases } from "../../../support/compare-databases";
import { cloneDatabase, dropDatabase, emptyDatabase, type TestDatabase } from "../../../support/postgres";
import { runProgram } from "../../../support/program";
import { ask, backedUp, own, tablesIn, tellStory, withEmpty } from "./support";

let file: string;
beforeAll(async () => {
  await tellStory();
  file = await backedUp();
});

describe("a target that is not empty", () => {
  it.each([
    ["insert into incident_ref_counter values (2026, 7)", "there are rows in incident_ref_counter."],
    ["create table booking (id int)", "holds tables that are not Highwater's (booking)"],
    [
      "create table a (id int); create table b (id int); create table c (id int); create table d (id int); create table e (id int); create table f (id int)",
      "(a, b, c, d, e, 1 more)",
    ],
    [
      "insert into audit_event (at, actor_role, actor_name, via, action, subject_kind, subject_id, changes) values (now(), 'admin', 'Omar', 'web', 'team.create', 'team', 'x', '[]'); insert into person (id, email, name, role) values (gen_random_uuid(), 'omar@example.org', 'Omar', 'admin')",
      "there are rows in audit_event, person.",
    ],
  ])("is refused and named after %s", async (statement, sentence) => {
    const database = await cloneDatabase(inject("testServer"));
    try {
      await ask(database.ownerUrl, statement);
      const before = await tablesIn(database.url);
      await expect(restore({ file, ...database })).rejects.toMatchObject({
        code: "conflict",
        message: expect.stringContaining(sentence),
      });
      expect(await tablesIn(database.url)).toEqual(before);
    } finally {
      await dropDatabase(inject("testServer"), database.name);
    }
  });

  it("is refused the second time", async () => {
    await withEmpty(async (_database, into) => {
      await restore(into(file));
      await expect(restore(into(file))).rejects.toMatchObject({ code: "conflict" });
    });
  });

  it("is filled once when two try at the same time", async () => {
    await withEmpty(async (_database, into) => {
      const tries = await Promise.allSettled([restore(into(file)), restore(into(file))]);
      expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      expect(tries.find(({ status }) => status === "rejected")).toMatchObject({
        reason: { code: "conflict" },
      });
    });
  });
});

describe("a restore that is cut off", () => {
  let target: TestDatabase;
  beforeAll(async () => {
    target = await emptyDatabase(inject("testServer"));
  });
  afterAll(() => dropDatabase(inject("testServer"), target.name));

  it.each(["making the schema", "person", "timeline_entry", "finishing"])(
    "by the loss of its connection at '%s' leaves the target empty",
    async (moment) => {
      const endAll = `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${target.name}' and pid <> pg_backend_pid()`;
      const onProgress: CopyProgress = async ({ step, table }) => {
        if (moment === (table ?? step)) await ask(inject("testServer").superuserUrl, endAll);
      };
      await expect(restore({ file, ...target, onProgress })).rejects.toMatchObject({
        exitCode: 3,
        message: expect.stringMatching(/^The restore failed and left nothing behind: /),
      });
      expect(await tablesIn(target.url)).toEqual([]);
    },
  );

  it.each(["timeline_entry", "finishing"])("by kill -9 at '%s' leaves the target empty", async (moment) => {
    const program = runProgram("tests/lib/start/backup/restoring.ts", [
      ...[file, target.url, target.ownerUrl, moment],
    ]);
    await program.says(/^now$/m);
    await program.kill("SIGKILL");
    expect(await tablesIn(target.url)).toEqual([]);
  });

  it("takes nothing from the next try", async () => {
    await restore({ file, ...target });
    expect((await compareDatabases(own().ownerUrl, target.ownerUrl)).differences).toEqual([]);
  });
});

describe("a backup of an older version", () => {
  it("is brought up to this build", async () => {
    const more = {
      name: "29990101000000_nickname",
      checksum: "d".repeat(64),
      sql: "alter table person add column nickname text; update person set nickname = lower(name);",
    };
    await withEmpty(async (database, into) => {
      const back = await restore(into(file, { migrations: [...readMigrations(), more] }));
      expect(back.migrated).toEqual([more.name]);
      expect(await ask(database.url, "select nickname from person where email = 'ada@example.org'")).toEqual([
        { nickname: "ada" },
      ]);
      expect(await migrate(database.ownerUrl, [...readMigrations(), more])).toEqual({ applied: [] });
    });
  });

  it("comes back as it was made, when this build is only as old", async () => {
    await withEmpty(async (old, intoOld) => {
      const few = readMigrations().slice(0, 2);
      await migrate(old.ownerUrl, few);
      await grantRuntimeRights(old.ownerUrl, "highwater_app");
      await ask(
        old.url,
        "insert into team (id, slug, name) values (gen_random_uuid(), 'harbour', 'Harbour')",
      );
      const older = await backedUp({ url: old.url });
      await withEmpty(async (again, into) => {
        expect((await restore(into(older, { migrations: few }))).migrated).toEqual([]);
        expect(
          (await compareDatabases(old.ownerUrl, again.ownerUrl, Object.keys(leftOut))).differences,
        ).toEqual([]);
      });
      await withEmpty(async (now, into) => {
        const { migrated } = await restore(into(older));
        expect(migrated).toEqual(
          readMigrations()
            .slice(2)
            .map(({ name }) => name),
        );
        expect(await tablesIn(now.url)).toEqual(await tablesIn(own().url));
        expect(await ask(now.url, "select slug from team")).toEqual([{ slug: "harbour" }]);
      });
      expect(intoOld(older).file).toBe(older);
    });
  });

  it("is refused when a migration's text was changed since", async () => {
    const changed = readMigrations().map((one, at) =>
      at === 0 ? { ...one, checksum: "e".repeat(64) } : one,
    );
    await withEmpty(async (database, into) => {
      await expect(restore(into(file, { migrations: changed }))).rejects.toMatchObject({ exitCode: 6 });
      expect(await tablesIn(database.url)).toEqual([]);
    });
  });
});

it("restores tables that refer to each other in a circle, and leaves their constraints as they were", async () => {
  const circle = {
    name: "29990101000000_circle",
    checksum: "f".repeat(64),
    sql: `alter table team add column lead_id uuid references person (id);
          alter table person add column home_id uuid references team (id) deferrable initially immediate;`,
  };
  const constraints = `select conname, condeferrable, condeferred from pg_constraint where contype = 'f' order by conname`;
  const migrations = [...readMigrations(), circle];
  await withEmpty(async (source) => {
    await migrate(source.ownerUrl, migrations);
    await grantRuntimeRights(source.ownerUrl, "highwater_app");
    await ask(
      source.ownerUrl,
      `insert into team (id, slug, name) values ('00000000-0000-7000-8000-000000000001', 'quay', 'Quay');
       insert into person (id, email, name, role, home_id) values ('00000000-0000-7000-8000-000000000002', 'lea@example.org', 'Lea', 'lead', '00000000-0000-7000-8000-000000000001');
       update team set lead_id = '00000000-0000-7000-8000-000000000002'`,
    );
    const round = await backedUp({ url: source.url });
    await withEmpty(async (target, into) => {
      await restore(into(round, { migrations }));
      expect((await compareDatabases(source.ownerUrl, target.ownerUrl)).differences).toEqual([]);
      expect(await ask(target.ownerUrl, constraints)).toEqual(await ask(source.ownerUrl, constraints));
    });
  });
});
