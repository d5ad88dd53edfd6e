import { describe, expect, test } from "vitest";
import { inOrder, orderAddress, orderIn } from "@/app/(workspace)/pools/pool-order";
import type { Forecast } from "@/lib/pools/forecast/rules";
import type { Pool } from "@/lib/pools/queries";
import type { PoolState } from "@/lib/pools/rules";

function pool(name: string, state: PoolState, used: number | null, waiting: number | null): Pool {
  const latest = { at: new Date(0), used, max: 100, waiting };
  return { name, slug: name, state, used, waiting, fullest: used === null ? null : { latest } } as Pool;
}

const pools = [
  pool("beta", "critical", 96, 4),
  pool("Alpha", "warning", 85, null),
  pool("delta", "no_data", null, null),
  pool("charlie", "fine", 12, 0),
];
const line = { windowMs: 0, samples: 5, slopePerMinute: 1, level: 1, fit: 1 };
const forecasts = new Map<string, Forecast>([
  ["beta", { validity: "none", why: "limit-reached", line: null }],
  ["Alpha", { validity: "ok", secondsLeft: 600, exhaustedAt: new Date(0), line }],
  ["charlie", { validity: "none", why: "not-rising", line: null }],
]);
const names = (sort: string | undefined) => inOrder(pools, forecasts, orderIn(sort)).map(({ name }) => name);

describe("pools in an order", () => {
  test.each([
    [undefined, ["beta", "Alpha", "delta", "charlie"]],
    ["name", ["Alpha", "beta", "charlie", "delta"]],
    ["-name", ["delta", "charlie", "beta", "Alpha"]],
    ["used", ["beta", "Alpha", "charlie", "delta"]],
    ["-used", ["charlie", "Alpha", "beta", "delta"]],
    ["waiting", ["beta", "charlie", "Alpha", "delta"]],
    ["full", ["beta", "Alpha", "delta", "charlie"]],
    ["-full", ["Alpha", "beta", "delta", "charlie"]],
    ["constructor", ["beta", "Alpha", "delta", "charlie"]],
  ])("by %s: what is not known comes last", (sort, expected) => {
    expect(names(sort)).toEqual(expected);
  });

  test("a heading leads to its column, and from there to the other way round", () => {
    expect(orderAddress("/pools", "used", orderIn(undefined))).toBe("/pools?sort=used");
    expect(orderAddress("/pools", "used", orderIn("used"))).toBe("/pools?sort=-used");
    expect(orderAddress("/pools?archived", "used", orderIn("-used"))).toBe("/pools?archived=&sort=used");
  });
});
