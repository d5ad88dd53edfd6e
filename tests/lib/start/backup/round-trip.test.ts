import { existsSync, readFileSync, statSync } from "node:fs";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { verifyHead } from "@/lib/audit/signed-head";
import { publicKeyPem } from "@/lib/core/secrets";
import { backUp } from "@/lib/start/backup/back-up";
import { restore } from "@/lib/start/backup/restore";
import { leftOut } from "@/lib/start/backup/tables";
import { readMigrations } from "@/lib/start/migrations";
import { fillInBulk } from "../../../support/bulk";
import { compareDatabases } from "../../../support/compare-databases";
import { cloneDatabase, dropDatabase } from "../../../support/postgres";
import { hasOtherServer, otherServer } from "./other-server";
import { ask, backedUp, newPath, own, tellStory, withEmpty, withRestored } from "./support";

beforeAll(async () => {
  await fillInBulk(own().url, { incidents: 60 });
  await tellStory();
  await ask(own().url, "insert into worker_process values ('w', now(), now())");
});

const compared = (urlA: string, urlB: string) => compareDatabases(urlA, urlB, Object.keys(leftOut));

describe("a backup and its restore", () => {
  it("give back every row of every table, and go on where the numbers were", async () => {
    await withEmpty(async (database, into) => {
      const made = await backUp({ url: own().url, file: newPath() });
      const back = await restore(into(made.file));
      const { differences, rows } = await compared(own().ownerUrl, database.ownerUrl);
      expect(differences).toEqual([]);
      expect(Object.fromEntries(made.tables.map(({ name, rows: count }) => [name, count]))).toEqual(rows);
      expect(back).toMatchObject({
        tables: made.tables,
        rows: made.rows,
        migrated: [],
        trailHead: made.trailHead,
      });
      expect(rows.timeline_revision).toBeGreaterThan(0);
      expect(rows.sign_off).toBe(3);
      expect([rows.attachment, rows.attachment_content]).toEqual([1, 1]);
      expect([rows.pool_sample, rows.pool_minute]).toEqual([2, 1]);
      expect(await ask(database.url, "select 1 from worker_process")).toEqual([]);
    });
  });

  it("are found to differ by one changed, one missing and one added row", async () => {
    await withRestored(await backedUp(), async ({ ownerUrl }) => {
      await ask(
        ownerUrl,
        `update person set name = 'Benn' where email = 'ben@example.org';
         delete from participant where ctid = (select min(ctid) from participant);
         insert into incident_ref_counter values (1999, 1)`,
      );
      const { differences } = await compared(own().ownerUrl, ownerUrl);
      expect(differences).toEqual([
        `incident_ref_counter [1999]: only in the second`,
        expect.stringMatching(/^participant \[.*\]: only in the first$/),
        expect.stringMatching(/^person \[.*\]: not the same$/),
      ]);
    });
  });

  // Debian's Postgres 15 is not everywhere; where it is not, npm test names this among what was not run.
  it.skipIf(!hasOtherServer)(
    "lead from one kind of server to another and back without a difference",
    async () => {
      const other = await otherServer();
      try {
        await withRestored(
          await backedUp(),
          async (there) => {
            expect((await compared(own().ownerUrl, there.ownerUrl)).differences).toEqual([]);
            await withRestored(await backedUp({ url: there.url }), async (back) => {
              expect((await compared(own().ownerUrl, back.ownerUrl)).differences).toEqual([]);
            });
          },
          other.server,
        );
      } finally {
        await other.stop();
      }
    },
    60_000,
  );

  it("leave the append-only tables as closed as they were", async () => {
    await withRestored(await backedUp(), async ({ url, ownerUrl }) => {
      for (const table of ["audit_event", "audit_seal", "sign_off", "signed_document", "timeline_revision"]) {
        await expect(ask(url, `delete from ${table}`)).rejects.toThrow("permission denied");
        await expect(ask(ownerUrl, `delete from ${table}`)).rejects.toThrow("append-only");
        await expect(ask(ownerUrl, `truncate ${table} cascade`)).rejects.toThrow("append-only");
      }
      await expect(ask(url, `delete from "_prisma_migrations"`)).rejects.toThrow("permission denied");
      expect(
        await ask(url, "select count(*)::int as people from person where email = 'ben@example.org'"),
      ).toEqual([{ people: 1 }]);
    });
  });
});

describe("the file", () => {
  it("says in its first line what it is, and no secret is in it", async () => {
    const file = await backedUp();
    const [first = ""] = readFileSync(file, "latin1").split("\n", 1);
    const header = JSON.parse(first);
    expect(header).toMatchObject({
      ...{
        format: "highwater-backup",
        formatVersion: 1,
        leftOut: ["alert_watch", "schedule_turn", "worker_process"],
      },
      migrations: readMigrations().map(({ name, checksum }) => ({ name, checksum })),
      notIncluded: expect.stringContaining("secrets"),
    });
    expect(header.trailHead.sequence).not.toBe("0");
    expect(verifyHead(header.trailHead, publicKeyPem())).toBe(true);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("is made only where no other is, unless it may replace it", async () => {
    const file = await backedUp();
    const before = readFileSync(file);
    await expect(backedUp({ file })).rejects.toMatchObject({ code: "conflict" });
    expect(readFileSync(file)).toEqual(before);
    await backedUp({ file, replace: true });
    expect(readFileSync(file)).not.toEqual(before);
  });

  it.each([
    ["/nowhere/at-all/x.backup", "the folder does not exist"],
    ["/dev/null/x.backup", "what should be a folder is a file"],
  ])("is refused at %s, with the reason", async (file, reason) => {
    await expect(backedUp({ file })).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining(reason),
    });
  });

  it("is not there when the copying failed halfway", async () => {
    const file = newPath();
    const fails = {
      onProgress: ({ table }: { table: string | null }) => {
        if (table === "incident") throw new Error("the lights went out");
      },
    };
    await expect(backedUp({ file, ...fails })).rejects.toThrow("the lights went out");
    expect(existsSync(file)).toBe(false);
  });

  it("is not made of a database that has no Highwater in it", async () => {
    await withEmpty(async ({ url }) => {
      await expect(backedUp({ url })).rejects.toThrow("There is no Highwater in this database to back up.");
    });
  });
});

it("fills a database that was started and never used", async () => {
  const fresh = await cloneDatabase(inject("testServer"));
  try {
    await ask(
      fresh.ownerUrl,
      `insert into one_time_link (id, kind, token_hash, created_at, expires_at)
         values (gen_random_uuid(), 'setup', sha256('x'), now(), now() + interval '1 day');
       insert into audit_event (at, actor_role, actor_name, via, action, subject_kind, subject_id, changes)
         values (now(), 'system', 'Highwater', 'system', 'person.offer-set-up', 'person', 'x', '[]');
       insert into worker_process values ('w', now(), now())`,
    );
    await restore({ file: await backedUp(), ...fresh });
    expect((await compared(own().ownerUrl, fresh.ownerUrl)).differences).toEqual([]);
  } finally {
    await dropDatabase(inject("testServer"), fresh.name);
  }
});
