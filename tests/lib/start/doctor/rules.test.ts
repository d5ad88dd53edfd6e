import { describe, expect, test } from "vitest";
import { type DatabaseFacts, judgeDatabase, judgeMachine, type MachineFacts } from "@/lib/start/doctor/rules";

const healthy: DatabaseFacts = {
  description: "Postgres at db:5432/highwater",
  serverVersion: "18.4",
  encoding: "UTF8",
  readOnly: false,
  fsync: true,
  synchronousCommit: "on",
  clockSkewSeconds: 0.1,
  connections: { most: 100, reserved: 3, open: 12 },
  poolMax: 10,
  runtimeMayRewriteTrail: false,
  pendingMigrations: [],
  workerSeenAgo: 3,
  oldestDueWork: 1,
  givenUpWork: [],
  oldestUnsealed: 2,
};

const machine: MachineFacts = {
  address: "https://highwater.example.org",
  freeBytes: 50 * 1024 ** 3,
  openSecrets: [],
};

const bad = (facts: Partial<DatabaseFacts>) =>
  judgeDatabase({ ...healthy, ...facts }).filter(({ level }) => level !== "ok");

describe("the doctor's judgement", () => {
  test("finds nothing wrong with a healthy database and machine", () => {
    expect(bad({})).toEqual([]);
    expect(judgeMachine(machine).every(({ level }) => level === "ok")).toBe(true);
  });

  test.each<[Partial<DatabaseFacts>, string, string, RegExp]>([
    [{ pendingMigrations: ["2026_x"] }, "error", "migrations", /highwater migrate/],
    [{ encoding: "SQL_ASCII" }, "error", "encoding", /UTF8/],
    [{ readOnly: true }, "error", "writes", /primary/],
    [{ fsync: false }, "error", "durability", /fsync = on/],
    [{ synchronousCommit: "off" }, "warning", "durability", /synchronous_commit = on/],
    [{ clockSkewSeconds: -7 }, "warning", "clocks", /time server/],
    [{ runtimeMayRewriteTrail: true }, "warning", "audit trail", /DATABASE_OWNER_URL/],
    [{ oldestUnsealed: 3_600 }, "warning", "audit trail", /worker/],
    [{ poolMax: 95 }, "error", "connections", /HIGHWATER_POOL_MAX to 91/],
    [{ connections: { most: 100, reserved: 3, open: 90 } }, "warning", "connections", /pg_stat_activity/],
    [{ workerSeenAgo: null }, "warning", "worker", /npm start/],
    [{ workerSeenAgo: 300 }, "warning", "worker", /npm start/],
    [{ oldestDueWork: 900 }, "warning", "work", /log/],
    [{ givenUpWork: [{ kind: "mail", count: 2, lastError: "no" }] }, "warning", "work", /not tried again/],
  ])("%o is named with what to do", (facts, level, about, todo) => {
    expect(bad(facts)).toMatchObject([{ level, about, todo: expect.stringMatching(todo) }]);
  });

  test.each<[Partial<MachineFacts>, string, RegExp]>([
    [{ address: "http://highwater.example.org" }, "warning", /TLS/],
    [{ freeBytes: 1_000 }, "error", /room/],
    [{ openSecrets: ["/data/key"] }, "error", /chmod 600 \/data\/key/],
  ])("%o of a machine is named with what to do", (facts, level, todo) => {
    const found = judgeMachine({ ...machine, ...facts }).filter((one) => one.level !== "ok");
    expect(found).toMatchObject([{ level, todo: expect.stringMatching(todo) }]);
  });

  test("plain HTTP on this very machine is nothing to warn of", () => {
    expect(judgeMachine({ ...machine, address: "http://localhost:3000" })[0]).toMatchObject({ level: "ok" });
  });
});
