import { describe, expect, it } from "vitest";
import { followWorkloads, leftBehind, type Workload } from "@/lib/pools/attribution/workloads/rules";
import type { Holder } from "@/lib/pools/schema";
import { at, later, seconds } from "../../../../support/clock";
import { holder } from "../breaches";

const limits = { holdSeconds: 60, idleInTransactionSeconds: 30 };
const start = at("2026-03-02 12:00 UTC");
const web = { application: "web" };

/** What is followed over looks that are half a minute apart, and what is left behind at the last of them. */
function follow(...looks: readonly Holder[][]): { known: Workload[]; left: ReturnType<typeof leftBehind> } {
  let [known, before, now]: [Workload[], Holder[], Date] = [[], [], start];
  looks.forEach((holders, index) => {
    now = later(start, seconds(30) * index);
    known = followWorkloads(known, { before, now: holders }, now);
    before = holders;
  });
  return { known, left: leftBehind(known, before, limits, now) };
}

const before = [holder("idle", 2, 90), holder("active", 5, 1, web)];
const during = [holder("active", 12, 3), holder("active", 6, 1, web)];
const after = [holder("idle in transaction", 9, 20), holder("active", 5, 1, web)];

describe("what a workload left behind", () => {
  it("is what it holds beyond what it had before it began, once none of it was at work for as long as a hold may last", () => {
    expect(follow(before, during, after, after).left).toEqual([]);
    expect(follow(before, during, after, after, after).left).toEqual([
      { application: "reports", user: "app", before: 2, after: 9 },
    ]);
  });

  it("counts connections outside a transaction once they are idle for longer than a hold may last", () => {
    const idle = (ageSeconds: number) => [holder("idle", 9, ageSeconds)];
    expect(follow([], during, idle(20), idle(40), idle(60), idle(60)).left).toEqual([]);
    expect(follow([], during, idle(20), idle(40), idle(60), idle(61)).left).toEqual([
      { application: "reports", user: "app", before: 0, after: 9 },
    ]);
  });

  it.each([
    ["where it was at work in between", [after, during, after, after]],
    ["where it holds no more than before", Array(4).fill([holder("idle in transaction", 2, 20)])],
    ["where it gave everything back", [[], [], [], []]],
    [
      "where somebody else holds them",
      Array(4).fill([holder("idle in transaction", 9, 20, { user: "ops" })]),
    ],
  ])("is nothing %s", (_, looks) => {
    expect(follow(before, during, ...looks).left).toEqual([]);
  });
});

it("what was at work when an instance was first looked at began with what it has then", () => {
  const known = followWorkloads([], { before: null, now: during }, start);
  expect(known.map(({ application, before: had }) => [application, had])).toEqual([
    ["reports", 12],
    ["web", 6],
  ]);
  const then = later(start, seconds(61));
  expect(leftBehind(known, [holder("idle in transaction", 12, 20)], limits, then)).toEqual([]);
  expect(leftBehind(known, [holder("idle in transaction", 13, 20)], limits, then)).toMatchObject([
    { application: "reports", before: 12, after: 13 },
  ]);
});

it("a workload is forgotten once it holds nothing, and begins anew with what it has then", () => {
  expect(follow(before, during, after).known).toEqual([
    { application: "web", user: "app", before: 0, activeAt: later(start, seconds(60)).toISOString() },
    { application: "reports", user: "app", before: 2, activeAt: later(start, seconds(30)).toISOString() },
  ]);
  expect(follow(before, during, []).known).toEqual([]);
  expect(follow(before, during, [], [holder("idle", 7, 90)], during).known).toContainEqual({
    ...{ application: "reports", user: "app", before: 7, activeAt: later(start, seconds(120)).toISOString() },
  });
});

it("no more than fifty workloads are followed, those at work last before the others", () => {
  const many = Array.from({ length: 60 }, (_, index) => holder("active", 1, 1, { application: `a${index}` }));
  const { known } = follow([holder("active", 1, 1)], [...many, holder("idle in transaction", 1, 20)]);
  expect(known).toHaveLength(50);
  expect(known.map(({ application }) => application)).not.toContain("reports");
});
