import type { Pool } from "@/lib/pools/queries";
import type { PoolState } from "@/lib/pools/rules";

/** What is said of those that do not simply have room, the worst first. */
const troubles: readonly { state: PoolState; of: string }[] = [
  { state: "critical", of: "critical" },
  { state: "warning", of: "filling up" },
  { state: "no_data", of: "without data" },
  { state: "unknown", of: "with an unknown limit" },
];

/** How some pools are, at least one, in a line: `1 critical, 2 without data, of 5`, `All 5 pools have room`. */
export function poolSummary(pools: readonly Pick<Pool, "state">[]): string {
  const all = pools.length;
  const told = troubles.flatMap(({ state, of }) => {
    const count = pools.filter((pool) => pool.state === state).length;
    return count === 0 ? [] : [`${count} ${of}`];
  });
  if (told.length > 0) return `${told.join(", ")}, of ${all}`;
  return all === 1 ? "The only pool has room" : `All ${all} pools have room`;
}
