import { describe, expect, it } from "vitest";
import { type Failed, isHonest, type Outage } from "./answers";
import type { Findings } from "./findings";
import { kinds } from "./ledger";
import { missingProof } from "./proof";

const seen = (confirmed: number) => ({ confirmed, unanswered: 3, thereUnanswered: 1 });
const counts = Object.fromEntries(kinds.map((kind) => [kind, seen(2)])) as Findings["counts"];

describe("a full run", () => {
  it("is proof enough when every kind of act was confirmed and something was replayed", () => {
    expect(missingProof({ counts, replays: 1 })).toEqual([]);
  });

  it.each(kinds)(
    "is none without a confirmed act of the kind “%s”, however many others there were",
    (kind) => {
      const without = { ...counts, [kind]: seen(0) };
      expect(missingProof({ counts: without, replays: 1 })).toEqual([
        `no act of the kind “${kind}” was confirmed`,
      ]);
    },
  );

  it("is none when nothing was replayed", () => {
    expect(missingProof({ counts, replays: 0 })).toHaveLength(1);
  });
});

describe("an answer that failed", () => {
  const outages: Outage[] = [
    { what: "process", from: 1_000, to: 2_000 },
    { what: "database", from: 5_000, to: 6_000 },
  ];
  const failed = (at: number, status: number | null, more: Partial<Failed> = {}) =>
    isHonest({ door: "api", status, retryAfter: true, askedAt: at, endedAt: at + 50, ...more }, outages);

  it.each<[string, boolean, boolean]>([
    ["none while the process is dead", failed(1_500, null), true],
    ["none that was asked just before the process died", failed(980, null), true],
    ["none while only the database is away", failed(5_500, null), false],
    ["none at any other time", failed(3_000, null), false],
    ["503 of the API while the database is away", failed(5_500, 503), true],
    ["503 that does not say when to come again", failed(5_500, 503, { retryAfter: false }), false],
    ["500 of the API while the database is away", failed(5_500, 500), false],
    ["an error page while the database is away", failed(5_500, 500, { door: "page" }), true],
    ["an error page once it is back", failed(6_001, 500, { door: "page" }), false],
    ["an error page of a dying process", failed(1_500, 500, { door: "page" }), false],
    ["503 at any other time", failed(3_000, 503), false],
  ])("%s", (_what, honest, expected) => {
    expect(honest).toBe(expected);
  });
});
