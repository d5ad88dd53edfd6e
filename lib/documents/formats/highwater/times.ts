import type { Precision } from "../../../../prisma/generated/enums";
import { instantToZoned, type LocalTime, zonedToInstant } from "../../../core/zones";
import { isInRange } from "../../schema";
import { offsetNamed } from "./zone-names";

const two = (part: number) => String(part).padStart(2, "0");

/**
 * An instant as the clocks of a zone showed it: `2025-10-08 14:23`, with `~` before the time where it is only about
 * right, with seconds and fractions where it has them, and with the offset where the clocks showed that time twice.
 */
export function writeTime(at: string, precision: Precision, zone: string): string {
  const instant = new Date(at);
  const { offsetMinutes, ...local } = instantToZoned(instant, zone);
  const { year, month, day, hour, minute, second, millisecond } = local;
  const fraction = millisecond === 0 ? "" : `.${String(millisecond).padStart(3, "0")}`;
  const seconds = second === 0 && fraction === "" ? "" : `:${two(second)}${fraction}`;
  const clock = `${precision === "about" ? "~" : ""}${two(hour)}:${two(minute)}${seconds}`;
  const twice = zonedToInstant(local, zone).instants.length > 1;
  return `${year}-${two(month)}-${two(day)} ${clock}${twice ? ` ${writeOffset(offsetMinutes)}` : ""}`;
}

function writeOffset(minutes: number): string {
  const ahead = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`;
}

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const MONTH = `(${MONTHS.join("|")})[a-z]*\\.?`;
const WEEKDAY = "(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\\.?,? )?";
const DATES: readonly { pattern: RegExp; order: readonly [number, number, number] }[] = [
  { pattern: /(\d{4})[-/](\d{1,2})[-/](\d{1,2})/, order: [1, 2, 3] },
  {
    pattern: new RegExp(`${WEEKDAY}\\b(\\d{1,2})(?:st|nd|rd|th)? ${MONTH},? (\\d{4})`, "i"),
    order: [3, 2, 1],
  },
  {
    pattern: new RegExp(`${WEEKDAY}\\b${MONTH} (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})`, "i"),
    order: [3, 1, 2],
  },
];
const LONGEST = 80;

/** A calendar date. */
type Day = Pick<LocalTime, "year" | "month" | "day">;

function takeDate(text: string): { day: Day | null; rest: string } {
  for (const { pattern, order } of DATES) {
    const found = pattern.exec(text);
    if (!found) continue;
    const [year = 0, month = 0, day = 0] = order.map((at) => numberOf(found[at] ?? ""));
    const rest = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`;
    return isDay(year, month, day) ? { day: { year, month, day }, rest } : { day: null, rest: text };
  }
  return { day: null, rest: text };
}

const numberOf = (part: string) =>
  /^\d/.test(part) ? Number(part) : MONTHS.indexOf(part.slice(0, 3).toLowerCase()) + 1;

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1970 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** The calendar date that a text is, as YYYY-MM-DD: `2025-10-12`, `October 12, 2025`, `12 Oct 2025`; null otherwise. */
export function readDate(text: string): string | null {
  if (text.length > LONGEST) return null;
  const { day, rest } = takeDate(text);
  return day && rest.trim() === "" ? `${day.year}-${two(day.month)}-${two(day.day)}` : null;
}

/** A time as read, and the day it was read on, from which times without a date may go on. */
export type ReadTime = { at: string; precision: Precision; day: Day; doubt: string | null };

const CLOCK = /(?:^|[\sT])~?(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,3}))?)?(?:[ ]?([ap])\.?m\b\.?)?/i;
const ABOUT = /[~≈]|\b(?:approximately|approx|about|around|circa)\b\.?/i;

/**
 * Reads a time of day with its date, or on `day` where it has none. A local time that the clocks of `zone` skipped or
 * showed twice takes its earlier reading and says so in `doubt`, unless the text states the offset from UTC. Null when
 * the text is anything else, or lies outside the years that a document may speak of.
 */
export function readTime(text: string, zone: string, day: Day | null): ReadTime | null {
  if (text.length > LONGEST) return null;
  const date = takeDate(text.replace(/[*_`]/g, ""));
  const on = date.day ?? day;
  const clock = CLOCK.exec(date.rest);
  if (!on || !clock) return null;
  const local = localTime(on, clock);
  const about = date.rest.replace(CLOCK, " ");
  const suffix = about.replace(ABOUT, " ").replace(/[(),]/g, " ").trim();
  const offset = suffix === "" ? undefined : offsetNamed(suffix);
  if (!local || offset === null) return null;
  const { instant, doubt } = instantOf(local, zone, offset);
  if (!isInRange(instant)) return null;
  const precision = /~/.test(clock[0]) || ABOUT.test(about) ? "about" : "exact";
  return { at: instant.toISOString(), precision, day: on, doubt };
}

function localTime(day: Day, clock: RegExpExecArray): LocalTime | null {
  const [, hours, minutes, seconds = "0", fraction = "0", half] = clock;
  const shown = Number(hours);
  if (half !== undefined && (shown < 1 || shown > 12)) return null;
  const hour = half === undefined ? shown : (shown % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  const [minute, second] = [Number(minutes), Number(seconds)];
  if (hour > 23 || minute > 59 || second > 59) return null;
  return { ...day, hour, minute, second, millisecond: Number(fraction.padEnd(3, "0")) };
}

function instantOf(
  local: LocalTime,
  zone: string,
  offset: number | undefined,
): { instant: Date; doubt: string | null } {
  const { instants, earliest } = zonedToInstant(local, offset === undefined ? zone : "UTC");
  if (offset !== undefined) return { instant: new Date(earliest.getTime() - offset * 60_000), doubt: null };
  if (instants.length === 1) return { instant: earliest, doubt: null };
  const what =
    instants.length === 0
      ? "never was: the clocks were put forward past it"
      : "was twice: the clocks were put back over it";
  return { instant: earliest, doubt: `This time ${what} in ${zone}. The earlier reading is taken.` };
}
