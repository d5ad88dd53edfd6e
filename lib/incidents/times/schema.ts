import { z } from "zod";

const most = 60;

/** A time as people type it, in the incident's zone; `parseEntryTime` reads it. */
export const timeField = z
  .string({ error: "Give a time." })
  .trim()
  .max(most)
  .meta({ examples: ["2026-03-02 14:21", "~2026-03-02 14:40", "yesterday 23:50", "-5m"] });

/** A time ahead as people type it, in the incident's zone; `parseTimeAhead` reads it. */
export const timeAheadField = z
  .string()
  .trim()
  .max(most)
  .meta({ examples: ["in 30 min", "in 2 h"] });
