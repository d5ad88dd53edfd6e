import { z } from "zod";
import { optional } from "../../core/text";
import type { Level } from "../samples/rules";
import { historySpans } from "./labels";

const says = "Choose one of the list.";

/** Whose past is read, and how far back; `onward` goes on where the last reading stopped, and does not begin anew. */
export const readHistoryInput = z.object({
  slug: z.string().trim().min(1),
  days: z.coerce.number({ error: says }).pipe(z.literal(historySpans, { error: says })),
  onward: optional(z.enum(["yes"], { error: "Say yes, or leave it out." })),
});

/** Whose past is not read any further. */
export const stopHistoryInput = z.object({ slug: z.string().trim().min(1) });

/**
 * A stretch of the past that is asked for at once: readings `stepSeconds` apart, from `from` on and before `to`, that go
 * in as this level of figures.
 */
export type HistoryWindow = { from: Date; to: Date; level: Level; stepSeconds: number };

/** How far a reading has got: all from `readTo` to `until` is read, and it ends at `since`. */
export type Reach = { since: Date; until: Date; readTo: Date };

/** How a reading stands: it goes on, waits after a failure, or ended, one way or another. */
export type HistoryState = "reading" | "waiting" | "finished" | "stopped" | "failed";
