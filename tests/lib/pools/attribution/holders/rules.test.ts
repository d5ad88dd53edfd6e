import { describe, expect, it } from "vitest";
import { heldConnections, heldIdle, holderTotals } from "@/lib/pools/attribution/holders/rules";
import type { Holder } from "@/lib/pools/schema";
import { holder, limits } from "../breaches";

describe("held connections", () => {
  it.each<[string, Holder[], number | null, { doingNothing: number; atWork: number }]>([
    ["are none without holders", [], 50, { doingNothing: 0, atWork: 0 }],
    ["are at work while active, however long", [holder("active", 3, 900)], 3, { doingNothing: 0, atWork: 3 }],
    [
      "are at work between two statements of a transaction",
      [holder("idle in transaction", 3, 4.9)],
      3,
      { doingNothing: 0, atWork: 3 },
    ],
    [
      "do nothing from five seconds in a transaction on, failed ones too",
      [holder("idle in transaction", 3, 5), holder("idle in transaction (aborted)", 2, 60)],
      5,
      { doingNothing: 5, atWork: 0 },
    ],
    [
      "do nothing outside a transaction once above the limit",
      [holder("idle", 7, 61), holder("idle", 20, 60)],
      null,
      { doingNothing: 7, atWork: 0 },
    ],
    [
      "are not those that a pool keeps ready: no more idle ones than its count leaves over",
      [holder("idle", 30, 600), holder("active", 10, 1)],
      14,
      { doingNothing: 4, atWork: 10 },
    ],
    [
      "are not fewer than none where the count is lower than the holders",
      [holder("idle", 30, 600), holder("active", 10, 1)],
      8,
      { doingNothing: 0, atWork: 10 },
    ],
    ["are neither in another state", [holder("other", 4, 60)], 4, { doingNothing: 0, atWork: 0 }],
  ])("%s", (_, holders, used, expected) => {
    expect(heldConnections(holders, limits, used)).toEqual(expected);
  });

  it("in another state leave less room for idle ones", () => {
    expect(heldIdle([holder("other", 4, 60), holder("idle", 9, 600)], limits, 6)).toBe(2);
  });
});

describe("totals", () => {
  it("sum holders by application, user and state, the most numerous first and then the oldest", () => {
    const web = { application: "web" };
    const totals = holderTotals([
      holder("active", 2, 1),
      holder("active", 5, 0.5, { fingerprint: "select b" }),
      holder("idle in transaction", 3, 10),
      holder("active", 3, 20, web),
      holder("active", 1, 3, { ...web, user: "ops" }),
      holder("active", 1, 2, { fingerprint: "select b" }),
    ]);
    const reports = { application: "reports", user: "app" };
    expect(totals).toEqual([
      { ...reports, state: "active", count: 8, oldestSeconds: 2, ...stated("select b", 2) },
      { ...web, user: "app", state: "active", count: 3, oldestSeconds: 20, ...stated("select ?", 1) },
      { ...reports, state: "idle in transaction", count: 3, oldestSeconds: 10, ...stated("select ?", 1) },
      { ...web, user: "ops", state: "active", count: 1, oldestSeconds: 3, ...stated("select ?", 1) },
    ]);
  });

  it("keep code lines apart, and sum those of one line", () => {
    const taken = (line: string, count: number) => holder("other", count, count, { line });
    expect(holderTotals([taken("a.ts:1:1", 1), taken("b.ts:2:2", 4), taken("a.ts:1:1", 2)])).toMatchObject([
      { line: "b.ts:2:2", count: 4, oldestSeconds: 4 },
      { line: "a.ts:1:1", count: 3, oldestSeconds: 2 },
    ]);
  });

  it("keep apart what only looks alike when joined, and are none of nobody", () => {
    const pair = [
      holder("active", 1, 1, { application: "a", user: "b c" }),
      holder("active", 1, 1, { application: "a b", user: "c" }),
    ];
    expect(holderTotals(pair)).toHaveLength(2);
    expect(holderTotals([])).toEqual([]);
  });
});

const stated = (fingerprint: string, statements: number) => ({ fingerprint, statements });
