import { generateKeyPairSync } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { signHead } from "@/lib/audit/signed-head";
import { sealTrail } from "@/lib/audit/store";
import { sql } from "@/lib/core/database";
import { signingKey } from "@/lib/core/secrets";
import type { Finding } from "@/lib/start/doctor/rules";
import { readMigrations } from "@/lib/start/migrations";
import { beginning, cast } from "../../support/cast";
import { compareDatabases } from "../../support/compare-databases";
import { asSuperuser, dropDatabase, emptyDatabase, type TestDatabase } from "../../support/postgres";
import { makeWorld } from "../../support/world";
import { highwater, highwaterJson } from "./support";

const server = inject("testServer");
const folder = mkdtempSync(join(tmpdir(), "highwater-cli-test-"));
const file = join(folder, "all.backup");
const otherKey = generateKeyPairSync("ed25519").privateKey;
const inFolder = { HIGHWATER_DATA_DIR: folder };
let empty: TestDatabase;

beforeAll(async () => {
  await cast();
  empty = await emptyDatabase(server);
});

afterAll(async () => {
  await dropDatabase(server, empty.name);
  rmSync(folder, { recursive: true });
});

describe("migrating", () => {
  const at = () => ({ DATABASE_URL: empty.url, DATABASE_OWNER_URL: empty.ownerUrl });
  const all = readMigrations().map(({ name }) => name);

  test("what needs the schema says what to do while it is not there", async () => {
    const { err, code } = await highwater(["export", "INC-2026-0001"], at());
    expect(err).toMatch(/highwater migrate/);
    expect(code).toBe(3);
  });

  test("says what there is to apply, applies it once, and then nothing", async () => {
    expect((await highwaterJson(["migrate", "--pending"], at())).value).toEqual({ pending: all });
    expect((await highwaterJson(["migrate"], at())).value).toEqual({ applied: all });
    expect((await highwater(["migrate"], at())).out).toBe("The database is up to date.");
  });
});

describe("the doctor", () => {
  const findings = async (env: Record<string, string> = {}) => {
    const { value, code } = await highwaterJson(["doctor"], { ...inFolder, ...env });
    const all = value.findings as Finding[];
    return { all, about: (name: string) => all.find((one) => one.about === name), code };
  };

  test("finds database, migrations, pool and secrets in order, and that no worker runs", async () => {
    const { all, about } = await findings();
    // The tests' own server is made to be thrown away, and says so.
    expect(all.filter(({ level, about }) => level === "error" && about !== "durability")).toEqual([]);
    for (const name of ["database", "migrations", "connections", "secrets", "address"])
      expect(about(name)).toMatchObject({ level: "ok" });
    expect(about("worker")).toMatchObject({ level: "warning", todo: expect.stringMatching(/npm start/) });
  });

  test("finds a pool that the server has no room for, and says which size fits", async () => {
    const { about, code } = await findings({ HIGHWATER_POOL_MAX: "200" });
    expect(code).toBe(11);
    expect(about("connections")).toMatchObject({
      level: "error",
      todo: expect.stringMatching(/Lower HIGHWATER_POOL_MAX to \d+/),
    });
  });

  test("finds a secret that others can read", async () => {
    await highwater(["doctor"], inFolder);
    chmodSync(join(folder, "secrets", "session-secret"), 0o644);
    const { about, code } = await findings();
    expect(code).toBe(11);
    expect(about("secrets")).toMatchObject({ level: "error", todo: expect.stringMatching(/^chmod 600/) });
    chmodSync(join(folder, "secrets", "session-secret"), 0o600);
  });

  test("goes on where the database does not answer, and says so without its password", async () => {
    const nowhere = {
      DATABASE_URL: "postgresql://app:top-secret@127.0.0.1:9/x",
      HIGHWATER_DATABASE_WAIT_MS: "300",
    };
    const { about, code } = await findings(nowhere);
    expect(code).toBe(11);
    expect(about("database")).toMatchObject({
      level: "error",
      found: expect.not.stringContaining("top-secret"),
    });
    expect(about("secrets")).toMatchObject({ level: "ok" });
  });

  test("refuses absurd settings in words", async () => {
    const { about, code } = await findings({ HIGHWATER_POOL_MAX: "0" });
    expect(code).toBe(11);
    expect(about("database")?.found).toMatch(/HIGHWATER_POOL_MAX/);
  });
});

describe("a backup", () => {
  let target: TestDatabase;
  const there = () => ({ DATABASE_URL: target.url, DATABASE_OWNER_URL: target.ownerUrl });

  beforeAll(async () => {
    target = await emptyDatabase(server);
  });
  afterAll(() => dropDatabase(server, target.name));

  test("is one file that comes back into an empty database, and is written over nothing", async () => {
    const { value, code } = await highwaterJson(["backup", "all.backup"], {}, folder);
    expect({ code, file: value.file }).toEqual({ code: 0, file });
    expect(value.rows).toBeGreaterThan(6);
    expect((await highwater(["backup", file])).code).toBe(10);
    expect((await highwater(["backup", file, "--replace"])).code).toBe(0);
    const back = await highwaterJson(["restore", file], there());
    expect(back).toMatchObject({ code: 0, value: { rows: value.rows, tables: value.tables } });
    const { differences } = await compareDatabases(process.env.DATABASE_OWNER_URL ?? "", target.ownerUrl);
    expect(differences).toEqual([]);
  });

  test("is refused by a database in which there is something", async () => {
    const { err, code } = await highwater(["restore", file], there());
    expect(code).toBe(10);
    expect(err).toMatch(/there are rows in .*person/);
  });

  test.each([
    ["there is no such file", "gone.backup", 10, /cannot be opened \(ENOENT\)/],
    ["it is something else", resolve("package.json"), 10, /backup/],
  ])("is refused when %s", async (_case, name, code, reason) => {
    const answer = await highwater(["restore", resolve(folder, name)], there());
    expect(answer).toMatchObject({ code, err: expect.stringMatching(reason) });
  });
});

describe("verifying the audit trail", () => {
  test("holds as it was written, and names what was changed behind its back", async () => {
    await makeWorld();
    await sealTrail(beginning);
    const { value, code } = await highwaterJson(["audit", "verify"]);
    expect({ value, code }).toMatchObject({ value: { holds: true, faults: [] }, code: 0 });
    expect(value.sealed).toBeGreaterThan(3);
    const [row] = await sql<{ database: string }>("select current_database() as database");
    await asSuperuser({ ...server, superuserUrl: inDatabase(row?.database ?? "") }, (client) =>
      client.query(
        "set session_replication_role = replica; update audit_event set actor_name = 'Somebody else' where id = (select event_id from audit_seal where sequence = 2)",
      ),
    );
    const after = await highwater(["audit", "verify"]);
    expect(after.code).toBe(11);
    expect(after.out).toMatch(/Faults in the chain: 1:[\s\S]*changed at 2/);
  });

  test("holds against a head that was signed before, and finds that the end was cut off", async () => {
    const head = join(folder, "head.json");
    writeFileSync(head, (await highwater(["audit", "head"])).out);
    const cut = { sequence: "999999", hash: "0".repeat(64), at: beginning.toISOString() };
    writeFileSync(join(folder, "later.json"), JSON.stringify(signHead(cut, signingKey())));
    expect((await highwaterJson(["audit", "verify", "--head", head])).value).toMatchObject({ head: "holds" });
    const later = await highwater(["audit", "verify", "--head", "later.json"], {}, folder);
    expect(later).toMatchObject({ code: 11, out: expect.stringMatching(/link 999999.*is gone/) });
  });

  test("takes the head that a backup holds, and refuses one that another key signed", async () => {
    expect((await highwaterJson(["audit", "verify", "--head", file])).value).toMatchObject({ head: "holds" });
    const forged = signHead({ sequence: "1", hash: "0".repeat(64), at: beginning.toISOString() }, otherKey);
    writeFileSync(join(folder, "forged.json"), JSON.stringify(forged));
    const answer = await highwater(["audit", "verify", "--head", "forged.json"], {}, folder);
    expect(answer).toMatchObject({ code: 10, err: expect.stringMatching(/not signed with that key/) });
  });
});

function inDatabase(name: string): string {
  return Object.assign(new URL(server.superuserUrl), { pathname: `/${name}` }).toString();
}
