import { z } from "zod";

/** What a frozen series holds of each bucket, in the order in which it is exported. */
export const frozenFigures = [
  "utilisation",
  "usedMin",
  "usedAvg",
  "usedMax",
  "idle",
  "idleInTransaction",
  "waiting",
  "max",
] as const;

/** One of them. */
export type FrozenFigure = (typeof frozenFigures)[number];

/** A bucket of a series: when it begins, and what is known of it. */
export type SeriesPoint = { at: Date } & Record<FrozenFigure, number | null>;

/** More points than this are kept of no series. */
export const mostFrozenPoints = 1_000;

const column = z.array(z.number().nullable());

/**
 * A series as it is stored: one column for each figure, all as long as `at`, which holds where the buckets begin in epoch
 * milliseconds, in order. Counts are of connections and callers, `utilisation` is a share of the limit; null is what no
 * source told.
 */
export const frozenPoints = z
  .object({
    at: z.array(z.int()).max(mostFrozenPoints),
    utilisation: column,
    usedMin: column,
    usedAvg: column,
    usedMax: column,
    idle: column,
    idleInTransaction: column,
    waiting: column,
    max: column,
  })
  .refine((points) => frozenFigures.every((figure) => points[figure].length === points.at.length), {
    error: "Every figure has one value for each bucket.",
  });

/** The columns of a frozen series. */
export type FrozenPoints = z.infer<typeof frozenPoints>;

/** The figures of a pool over a range. `sourceName` says where they came from. */
export type KeptSeries = {
  poolId: string;
  poolName: string;
  sourceName: string;
  from: Date;
  to: Date;
  bucketSeconds: number;
  points: FrozenPoints;
};
