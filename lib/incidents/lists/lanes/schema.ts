import { z } from "zod";

/** The stretches of time that lanes show, in days. */
export const laneRanges = { "1d": 1, "7d": 7, "30d": 30, "90d": 90, "365d": 365 } as const;

/** The name of a stretch of time. */
export type LaneRange = keyof typeof laneRanges;

/** How lanes are drawn: one a what, how far back, and to which day; today where it is left out. What is not understood is ignored. */
export const laneFilters = z.object({
  lane: z.enum(["service", "severity"]).catch("service"),
  range: z.enum(Object.keys(laneRanges) as [LaneRange, ...LaneRange[]]).catch("30d"),
  until: z.iso.date().optional().catch(undefined),
});

/** Which lanes are asked for. */
export type LaneFilters = z.infer<typeof laneFilters>;
