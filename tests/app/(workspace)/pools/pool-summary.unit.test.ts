import { expect, test } from "vitest";
import { poolSummary } from "@/app/(workspace)/pools/pool-summary";
import type { PoolState } from "@/lib/pools/rules";

test.each<[PoolState[], string]>([
  [["fine", "critical", "no_data", "warning", "no_data"], "1 critical, 1 filling up, 2 without data, of 5"],
  [["critical", "critical"], "2 critical, of 2"],
  [["fine", "unknown"], "1 with an unknown limit, of 2"],
  [["no_data"], "1 without data, of 1"],
  [["fine", "fine", "fine", "fine", "fine"], "All 5 pools have room"],
  [["fine"], "The only pool has room"],
])("pools that are %j are, in a line, %s", (states, line) => {
  expect(poolSummary(states.map((state) => ({ state })))).toBe(line);
});
