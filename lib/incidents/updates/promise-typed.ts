import { Refusal } from "../../core/refusal";
import { parseTimeAhead } from "../times/ahead/rules";
import { promiseWritten } from "./rules";

/**
 * The time of the next update that somebody typed, null for none; refused at `nextUpdate` when it cannot be read or is
 * not ahead. What a form was given to begin with (`shown`) and sends back untouched stays as it is.
 */
export function promiseTyped(
  text: string | undefined,
  { zone, now, shown }: { zone: string; now: Date; shown?: Date | null },
): Date | null {
  if (text === undefined) return null;
  if (shown && text === promiseWritten(shown, zone)) return shown;
  const read = parseTimeAhead(text, zone, now);
  if ("problem" in read) throw new Refusal("invalid", read.problem, { nextUpdate: read.problem });
  return read.at;
}
