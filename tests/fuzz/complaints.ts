import type { Outcome } from "./run";

/** How many times what it was memory may become, in the second half of a run, by how long the run is. */
const mostGrowth = { full: 1.1, quick: 1.25 };

/** Operations that were never answered 2xx. */
export function neverSucceeded({ operations }: Pick<Outcome, "operations">): string[] {
  return Object.entries(operations).flatMap(([name, counts]) => (counts["2xx"] ? [] : [name]));
}

/** What is wrong with how a run went, each as a sentence. A full run must have got through to every operation, too. */
export function complaints(
  outcome: Omit<Outcome, "statuses" | "refusals" | "slowestMs">,
  full: boolean,
): string[] {
  const { requests, succeeded, operations, residentMb, faults } = outcome;
  const share = succeeded / requests;
  const half = Math.floor(residentMb.length / 2);
  // The first quarter warms up: what is compiled and cached stays.
  const [early, late] = [mean(residentMb.slice(half / 2, half)), mean(residentMb.slice(half + half / 2))];
  const most = full ? mostGrowth.full : mostGrowth.quick;
  const silent = full ? neverSucceeded({ operations }) : [];
  return [
    ...faults.map(({ what, operation }) => `${operation}: ${what}`),
    ...(share < 1 / 3 ? [`only ${(share * 100).toFixed(0)} % were answered 2xx`] : []),
    ...(late > early * most ? [`memory grew from ${early.toFixed(0)} to ${late.toFixed(0)} MB`] : []),
    ...silent.map((name) => `${name} was never answered 2xx`),
  ];
}

function mean(figures: number[]): number {
  return figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
}
