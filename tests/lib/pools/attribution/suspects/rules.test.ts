import { describe, expect, it } from "vitest";
import { leakSuspects } from "@/lib/pools/attribution/suspects/rules";
import type { Holder } from "@/lib/pools/schema";
import { holder } from "../breaches";

const limits = { holdSeconds: 60, idleInTransactionSeconds: 30 };
const suspects = (holders: Holder[], used: number | null = null) => leakSuspects(holders, { limits, used });

describe("a leak suspect", () => {
  it.each([
    [
      "is idle in transaction above its limit",
      holder("idle in transaction", 46, 45),
      ["idle_in_transaction"],
      "Idle in transaction for 45 s; the limit is 30 s.",
    ],
    [
      "is both, idle in transaction and held too long, where it is above both",
      holder("idle in transaction (aborted)", 46, 540),
      ["idle_in_transaction", "held_too_long"],
      "Idle in transaction for 9 min; the limit is 30 s.",
    ],
    [
      "is idle for longer than a hold may last",
      holder("idle", 4, 61),
      ["held_too_long"],
      "Idle for 61 s; the limit of a hold is 60 s. What a pool keeps ready looks the same.",
    ],
    [
      "is at work for longer, which is said",
      holder("active", 1, 3_600),
      ["held_too_long"],
      "Its statement has run for 60 min; the limit of a hold is 60 s. That is a slow query rather than a leak.",
    ],
    [
      "is in a state of its own for longer",
      holder("other", 1, 90),
      ["held_too_long"],
      "Held for 90 s; the limit of a hold is 60 s.",
    ],
  ])("%s", (_, suspect, why, says) => {
    expect(suspects([suspect])).toEqual([{ holder: suspect, why, says }]);
  });

  it.each([
    [
      "at its limit",
      [holder("idle in transaction", 3, 30), holder("active", 3, 60), holder("idle", 3, 60)],
      null,
    ],
    [
      "idle where the pool counts all that is in use elsewhere",
      [holder("idle", 30, 900), holder("active", 5, 1)],
      5,
    ],
    ["where nobody holds anything", [], 0],
  ])("is none %s", (_, holders, used) => {
    expect(suspects(holders, used)).toEqual([]);
  });

  it("comes before others by how plain it is, then by age", () => {
    const [hold, older, transaction] = [
      holder("active", 1, 70),
      holder("active", 2, 700),
      holder("idle in transaction", 1, 31),
    ];
    expect(suspects([hold, older, transaction]).map((suspect) => suspect.holder)).toEqual([
      transaction,
      older,
      hold,
    ]);
  });
});

it("is what a workload left behind that has ended", () => {
  const after = holder("idle in transaction", 9, 20);
  const left = [{ application: "reports", user: "app", before: 2, after: 9 }];
  expect(leakSuspects([after], { limits, used: null, left })).toEqual([
    {
      holder: after,
      why: ["outlived_its_workload"],
      says: "Its workload has ended and holds 9 connections still; before it began it had 2.",
    },
  ]);
  const other = [{ application: "reports", user: "ops", before: 2, after: 9 }];
  expect(leakSuspects([after], { limits, used: null, left: other })).toEqual([]);
});
