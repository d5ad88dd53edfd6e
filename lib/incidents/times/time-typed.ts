import type { Precision } from "../../../prisma/generated/enums";
import { Refusal } from "../../core/refusal";
import { type Bounds, formatEntryTime, parseEntryTime } from "./rules";

type Stamp = { at: Date; precision: Precision };

/**
 * The time that somebody typed into `field`, refused at that field when it cannot be read or has not come. What a form
 * was given to begin with (`shown`) and sends back untouched stays as it is, to the millisecond.
 */
export function timeTyped(
  text: string,
  where: { zone: string; now: Date; field: string; shown?: Stamp | undefined } & Bounds,
): Stamp {
  const { zone, now, field, shown, ...bounds } = where;
  if (shown && text.trim() === formatEntryTime(shown, zone)) return shown;
  const read = parseEntryTime(text, zone, now, bounds);
  if ("problem" in read) throw new Refusal("invalid", read.problem, { [field]: read.problem });
  return read;
}
