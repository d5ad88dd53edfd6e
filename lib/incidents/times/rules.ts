import type { Precision } from "../../../prisma/generated/enums";
import { instantToZoned, type LocalTime, zonedToInstant } from "../../core/zones";

/** A time as read from what somebody typed, or what to ask them, as a sentence. */
export type TimeRead = { at: Date; precision: Precision } | Asked;

/** What to ask, as a sentence about what has come, and why; `said` is the time that was read, on its day. */
type Asked = { problem: string } & (
  | { why: "unreadable" }
  | { why: "ahead" }
  | { why: "skipped"; said: string }
  | { why: "twice"; said: string; ways: string; last: Date }
);

const minute = 60_000;
// Clocks differ a little; a time further ahead than this is a slip of the hand.
const tolerance = 2 * minute;
const howTo = "Write the time as 14:40, yesterday 23:50, 2025-10-08 14:40 or -5m, with ~ in front for about.";

const clock = String.raw`\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?`;
const offset = String.raw`(?:\s*(?:Z|UTC)|\s*[+-]\d{2}:\d{2})`;
const ago = String.raw`-\s?\d{1,4}\s?(?:m|min|h)`;
const leading = new RegExp(
  String.raw`^(~?\s*(?:(?:(?:\d{4}-)?\d{2}-\d{2}[ T]|yesterday\s+)?${clock}(?:\s*[ap]m)?${offset}?|${ago}))(?=$|[\s,;:–—-])[ \t]*(?:[,;:–—-](?=\s))?\s*`,
  "i",
);

/** Parts a time from the front of an entry, if one stands there: `14:40 restart initiated`, `~-5m: pods restarted`. */
export function splitEntry(text: string): { time: string | undefined; text: string } {
  const found = leading.exec(text.trimStart());
  if (!found) return { time: undefined, text: text.trim() };
  return { time: found[1]?.trim(), text: text.trimStart().slice(found[0].length).trim() };
}

/**
 * Reads a time that somebody typed for the timeline: `14:40`, `2:40 pm`, `2025-10-08 14:40:05`, `10-08 14:23` (the
 * latest such day that has come), `yesterday 23:50`, an offset behind it (`+02:00`, `Z`), `-5m`, `-2h`, or an ISO
 * instant; `~` in front means about. A clock time without a date falls on `day` (YYYY-MM-DD) or else is the latest one
 * that has come. Asked back, as a sentence: what cannot be read, what is more than two minutes ahead, and what the
 * clocks of the zone skipped or passed twice.
 */
export function parseEntryTime(text: string, zone: string, now: Date, day?: string): TimeRead {
  const about = /^\s*~\s*/.exec(text);
  const bare = text.slice(about?.[0].length ?? 0).trim();
  const read = readAgo(bare, now) ?? readClock(bare, zone, now, day) ?? unreadable(howTo);
  return "problem" in read ? read : { at: read.at, precision: about ? "about" : "exact" };
}

/** A time as `parseEntryTime` reads it back, to the millisecond: what a form is given to begin with. */
export function formatEntryTime({ at, precision }: { at: Date; precision: Precision }, zone: string): string {
  const local = instantToZoned(at, zone);
  const behind = local.millisecond
    ? `:${digits(local.second)}.${digits(local.millisecond, 3)}`
    : local.second
      ? `:${digits(local.second)}`
      : "";
  const twice = zonedToInstant(local, zone).instants.length > 1;
  const which = twice ? ` ${offsetName(local.offsetMinutes)}` : "";
  return `${precision === "about" ? "~" : ""}${dateName(local)} ${clockName(local)}${behind}${which}`;
}

const unreadable = (problem: string) => ({ problem, why: "unreadable" as const });

function readAgo(text: string, now: Date): { at: Date } | null {
  const found = /^-\s?(\d{1,4})\s?(m|min|h)$/i.exec(text);
  if (!found) return null;
  const unit = found[2]?.toLowerCase() === "h" ? 60 * minute : minute;
  return { at: new Date(now.getTime() - Number(found[1]) * unit) };
}

const stamp =
  /^(?:(?:(\d{4})-)?(\d{2})-(\d{2})[ T]|(yesterday)\s+)?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?\s*([ap]m)?(?:\s*(Z|UTC|[+-]\d{2}:\d{2}))?$/i;

function readClock(text: string, zone: string, now: Date, day: string | undefined): Read | null {
  const found = stamp.exec(text);
  if (!found) return null;
  const [, year, month, date, yesterday, hours, minutes, seconds = "0", fraction = "0", half, shift] = found;
  const hour = half ? twelveHours(Number(hours), half) : Number(hours);
  const time = {
    hour,
    minute: Number(minutes),
    second: Number(seconds),
    millisecond: Number(fraction.padEnd(3, "0")),
  };
  const none = unreadable(`There is no such time. ${howTo}`);
  if (hour > 23 || time.minute > 59 || time.second > 59) return none;
  const wall = shift ? wallAt(minutesOf(shift)) : wallIn(zone);
  if (yesterday) return readOn({ ...dayBefore(wall.show(now)), ...time }, wall, now);
  if (month && !year) {
    const latest = latestDay(`${month}-${date}`, time, wall, now);
    return latest ? readOn({ ...latest, ...time }, wall, now) : none;
  }
  const dated = year ? `${year}-${month}-${date}` : day;
  if (dated === undefined) return readLatest(time, wall, now);
  const on = calendarDay(dated);
  return on ? readOn({ ...on, ...time }, wall, now) : none;
}

type Read = { at: Date } | Asked;
type Day = Pick<LocalTime, "year" | "month" | "day">;
type Clock = Pick<LocalTime, "hour" | "minute" | "second" | "millisecond">;
/** Clocks on a wall: which instants they showed a local time at, and what they show at an instant. */
type Wall = { name: string; read: (local: LocalTime) => Date[]; show: (at: Date) => LocalTime };

const wallIn = (zone: string): Wall => ({
  name: zone,
  read: (local) => zonedToInstant(local, zone).instants,
  show: (at) => instantToZoned(at, zone),
});

const wallAt = (offsetMinutes: number): Wall => ({
  name: offsetName(offsetMinutes),
  read: (local) =>
    zonedToInstant(local, "UTC").instants.map((at) => new Date(at.getTime() - offsetMinutes * minute)),
  show: (at) => instantToZoned(new Date(at.getTime() + offsetMinutes * minute), "UTC"),
});

function readOn(local: LocalTime, wall: Wall, now: Date): Read {
  const readings = wall.read(local);
  const said = `${dateName(local)} ${clockName(local)}`;
  const [first, second] = readings.filter((at) => at.getTime() <= now.getTime() + tolerance);
  if (readings.length === 0)
    return {
      ...{ why: "skipped", said },
      problem: `${said} never came in ${wall.name}: the clocks were put forward past it. Write another time.`,
    };
  if (!first)
    return {
      why: "ahead",
      problem: `${said} has not come yet in ${wall.name}, where it is ${clockName(wall.show(now))}.`,
    };
  if (!second) return { at: first };
  const ways = [first, second]
    .map((at) => `${said} ${offsetName(instantToZoned(at, wall.name).offsetMinutes)}`)
    .join(" or ");
  return {
    ...{ why: "twice", said, ways, last: second },
    problem: `${said} came twice in ${wall.name}. Write ${ways}.`,
  };
}

/** A clock time without a date: today's, or yesterday's where today's has not come. */
function readLatest(time: Clock, wall: Wall, now: Date): Read {
  const shown = wall.show(now);
  const today = { year: shown.year, month: shown.month, day: shown.day, ...time };
  const readings = wall.read(today);
  const skipped = readings.length === 0 && secondOf(today) <= secondOf(shown);
  if (skipped || readings.some((at) => at.getTime() <= now.getTime() + tolerance))
    return readOn(today, wall, now);
  return readOn({ ...dayBefore(today), ...time }, wall, now);
}

// A leap day comes again after at most eight years.
const mostYears = 8;

/** The latest day of a month and day (MM-DD) on which a clock time has come; null where no year has it. */
function latestDay(monthDay: string, time: Clock, wall: Wall, now: Date): Day | null {
  const { year } = wall.show(now);
  for (let back = 0; back <= mostYears; back++) {
    const day = calendarDay(`${digits(year - back, 4)}-${monthDay}`);
    if (!day) continue;
    const readings = wall.read({ ...day, ...time });
    const come = readings.some((at) => at.getTime() <= now.getTime() + tolerance);
    // What the clocks skipped is asked back; whether it has come is seen by the day that it was skipped on.
    const skipped = readings.length === 0 && dateName(day) <= dateName(wall.show(now));
    if (come || skipped) return day;
  }
  return null;
}

const secondOf = ({ hour, minute: minutes, second }: Clock) => (hour * 60 + minutes) * 60 + second;

const dayBefore = ({ year, month, day }: Day) => dayOf(new Date(Date.UTC(year, month - 1, day - 1)));

const dayOf = (date: Date): Day => ({
  year: date.getUTCFullYear(),
  month: date.getUTCMonth() + 1,
  day: date.getUTCDate(),
});

/** A day that the calendar has, from 1970 on; null for others. */
function calendarDay(text: string): Day | null {
  const date = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text) return null;
  return date.getUTCFullYear() < 1970 ? null : dayOf(date);
}

/** 12 am is 0, 12 pm is 12; what a twelve-hour clock does not show becomes an hour that no day has. */
function twelveHours(hour: number, half: string): number {
  if (hour < 1 || hour > 12) return 99;
  return (hour % 12) + (half.toLowerCase() === "pm" ? 12 : 0);
}

function minutesOf(shift: string): number {
  const found = /^([+-])(\d{2}):(\d{2})$/.exec(shift);
  return found ? Number(`${found[1]}1`) * (Number(found[2]) * 60 + Number(found[3])) : 0;
}

const digits = (value: number, count = 2) => String(value).padStart(count, "0");
const dateName = ({ year, month, day }: Day) => `${digits(year, 4)}-${digits(month)}-${digits(day)}`;
const clockName = ({ hour, minute: minutes }: Pick<Clock, "hour" | "minute">) =>
  `${digits(hour)}:${digits(minutes)}`;

function offsetName(offsetMinutes: number): string {
  const size = Math.abs(offsetMinutes);
  return `${offsetMinutes < 0 ? "-" : "+"}${digits(Math.floor(size / 60))}:${digits(size % 60)}`;
}
