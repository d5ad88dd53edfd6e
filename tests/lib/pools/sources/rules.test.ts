import { describe, expect, it } from "vitest";
import {
  figuresOfSessions,
  holdersOfSessions,
  type Session,
  sayFailure,
  sessionsOf,
  transactionsOf,
} from "@/lib/pools/sources/rules";

const session = (state: string, sinceSeconds: number | null, more: Partial<Session> = {}): Session => ({
  ...{ database: "reports", user: "app", application: "report-worker", statement: "" },
  ...{ state, sinceSeconds },
  ...more,
});

describe("the sessions of a pool", () => {
  const all = [
    session("idle", 1),
    session("idle", 1, { application: "booking" }),
    session("idle", 1, { database: "bookings", user: "other" }),
  ];
  it.each<[string, Parameters<typeof sessionsOf>[1], number]>([
    ["are all without a filter", { database: null, userName: null, application: null }, 3],
    ["are those of one application", { database: null, userName: null, application: "booking" }, 1],
    ["are those that fit every filter", { database: "reports", userName: "app", application: null }, 2],
    ["are none where nothing fits", { database: "reports", userName: "other", application: null }, 0],
  ])("%s", (_, filter, count) => {
    expect(sessionsOf(all, filter)).toHaveLength(count);
  });
});

describe("the figures of a pool", () => {
  it("count as held what works, what is in a transaction, and what has been idle for longer than the limit", () => {
    const sessions = [
      session("active", 2),
      session("idle in transaction", 300),
      session("idle in transaction (aborted)", 4),
      session("idle", 5),
      session("idle", 61),
      session("", null),
    ];
    expect(figuresOfSessions(sessions, { max: 50, holdLimitSeconds: 60, transactions: 1200 })).toEqual({
      ...{ max: 50, used: 5, idle: 1, idleInTransaction: 2, oldestHoldSeconds: 300 },
      ...{ waiting: null, acquireWaitP95Ms: null, timeouts: null, transactions: 1200, heldSeconds: null },
    });
  });

  it("are noughts where there is no session", () => {
    expect(figuresOfSessions([], { max: null, holdLimitSeconds: 60, transactions: 1200 })).toMatchObject({
      ...{ max: null, used: 0, idle: 0, oldestHoldSeconds: 0 },
    });
  });
});

describe("the transactions of a pool", () => {
  const counted = { reporting: 70, billing: 5 };

  it("are those of its database, or of the whole server", () => {
    expect(transactionsOf(counted, "reporting")).toBe(70);
    expect(transactionsOf(counted, null)).toBe(75);
  });

  it("are not known of a database that is not there", () => {
    expect(transactionsOf(counted, "gone")).toBeNull();
  });
});

describe("who holds connections", () => {
  it("is told in lines of what is held alike, the most numerous first, with the age of the oldest", () => {
    const sessions = [
      ...Array.from({ length: 3 }, (_, index) =>
        session("idle in transaction", index * 10, { statement: "begin" }),
      ),
      session("active", 1, { statement: "select 1" }),
      session("idle", 2),
      session("starting", null),
    ];
    expect(holdersOfSessions(sessions, 60, (statement) => statement.toUpperCase())).toEqual([
      {
        ...{ application: "report-worker", user: "app", state: "idle in transaction" },
        ...{ fingerprint: "BEGIN", count: 3, ageSeconds: 20 },
      },
      {
        ...{ application: "report-worker", user: "app", state: "active" },
        ...{ fingerprint: "SELECT 1", count: 1, ageSeconds: 1 },
      },
      {
        ...{ application: "report-worker", user: "app", state: "other" },
        ...{ fingerprint: "", count: 1, ageSeconds: 0 },
      },
    ]);
  });

  it("is at most fifty lines, however many there are", () => {
    const sessions = Array.from({ length: 5_000 }, (_, index) =>
      session("active", 1, { statement: `s${index}` }),
    );
    expect(holdersOfSessions(sessions, 60, (statement) => statement)).toHaveLength(50);
  });
});

describe("why a collection failed", () => {
  it.each<[object, string]>([
    [{ code: "28P01" }, "The server refuses this user or password."],
    [{ code: "53300" }, "Every connection of the server is taken, the collector's too."],
    [
      { code: "DEPTH_ZERO_SELF_SIGNED_CERT" },
      "Its certificate is signed by nobody whom this machine trusts.",
    ],
    [{ message: "timeout expired" }, "The server took longer than five seconds to answer."],
    [
      { message: "The server does not support SSL connections" },
      "The server does not encrypt its connections.",
    ],
    [{ code: "XX000", message: "password=secret" }, "The server could not be asked (XX000)."],
    [{ message: "password=secret" }, "The server could not be asked."],
  ])("%j", (error, says) => {
    expect(sayFailure(error)).toBe(says);
  });
});
