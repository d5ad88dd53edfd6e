import type { Tone } from "@/components/ui/tone";
import { formatCount } from "./format-figures";

/** What a level is called; nothing is said of one that is neither tight nor full. */
export type LevelWords = { tone: Tone; state: "Full" | "Tight" | null; left: string | null };

/** Full is full, tight is from `threshold` (a share of the limit) on. More may be in use than a lowered limit allows. */
export function levelOf(used: number | null, max: number | null, threshold: number): LevelWords {
  if (used === null || max === null || max <= 0) return { tone: "neutral", state: null, left: null };
  if (used > max) return { tone: "danger", state: "Full", left: `${formatCount(used - max)} over` };
  if (used === max) return { tone: "danger", state: "Full", left: null };
  const left = `${formatCount(max - used)} left`;
  if (used / max >= threshold) return { tone: "warning", state: "Tight", left };
  return { tone: "accent", state: null, left };
}
