import type { Precision } from "../../../prisma/generated/enums";
import { Refusal } from "../../core/refusal";
import { formatEntryTime, parseEntryTime } from "./rules";

type Stamp = { at: Date; precision: Precision };

/**
 * The time that somebody typed into `field`, refused at that field when it cannot be read or has not come. What a form
 * was given to begin with (`shown`) and sends back untouched stays as it is, to the millisecond.
 */
export function timeTyped(
  text: string,
  where: { zone: string; now: Date; field: string; day?: string | undefined; shown?: Stamp | undefined },
): Stamp {
  const { zone, now, field, day, shown } = where;
  if (shown && text.trim() === formatEntryTime(shown, zone)) return shown;
  const read = parseEntryTime(text, zone, now, day);
  if ("problem" in read) throw new Refusal("invalid", read.problem, { [field]: read.problem });
  return read;
}
