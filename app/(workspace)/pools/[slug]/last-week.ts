import type { Comparison } from "@/components/charts/types";

/** A week, in milliseconds. */
export const week = 7 * 24 * 60 * 60_000;

type Series = { points: readonly { at: Date; usedAvg: number | null }[]; bucketSeconds: number };

/**
 * The week before, moved onto what is looked at. Older figures may be kept in longer buckets: each then stands for all of
 * ours in it, which are `stepMs` long.
 */
export function lastWeek({ points, bucketSeconds }: Series, stepMs: number): Comparison {
  const parts = Math.max(1, Math.round((bucketSeconds * 1_000) / stepMs));
  return {
    label: "Last week",
    points: points.flatMap(({ at, usedAvg }) =>
      Array.from({ length: parts }, (_, part) => ({
        at: at.getTime() + week + part * stepMs,
        used: usedAvg,
      })),
    ),
  };
}
