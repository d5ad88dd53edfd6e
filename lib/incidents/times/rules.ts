import type { Precision } from "../../../prisma/generated/enums";
import { DAY_MS, instantToZoned, type LocalTime, zonedToInstant } from "../../core/zones";

/** A time as read from what somebody typed, or what to ask them, as a sentence. */
export type TimeRead = { at: Date; precision: Precision } | Asked;

/** What to ask, as a sentence about what has come, and why; `said` is the time that was read, on its day. */
type Asked = { problem: string } & (
  | { why: "unreadable" }
  | { why: "ahead" }
  | { why: "skipped"; said: string }
  | { why: "twice"; said: string; ways: string; last: Date }
);

/** What helps to read a time without a date: the `day` (YYYY-MM-DD) that it is on, or since when it can be. */
export type Bounds = { day?: string | undefined; since?: Date | null | undefined };

/** How far off a clock time without a date may be on another day, in milliseconds; beyond that it is asked about. */
export const nearby = DAY_MS / 2;

const minute = 60_000;
// Clocks differ a little; a time further ahead than this is a slip of the hand.
const tolerance = 2 * minute;
// What comes within so many minutes can be waited for.
const soon = 15 * minute;
const howTo = "Write the time as 14:40, yesterday 23:50, 2025-10-08 14:40 or -5m, with ~ in front for about.";

const clock = String.raw`\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?`;
const onDay = String.raw`(?:(?:\d{4}-)?\d{2}-\d{2}[ T]|yesterday\s+)?${clock}(?:\s*[ap]m)?`;
const offset = String.raw`(?:[ \t]*(?:Z|UTC|GMT|[+-]\d{2}:\d{2}))`;
const ago = String.raw`-\s?\d{1,4}\s?(?:m|min|h)`;
const upToText = String.raw`[ \t]*(?:[,;:–—-](?=\s))?\s*`;
const leading = new RegExp(String.raw`^(~?\s*(?:${onDay}${offset}?|${ago}))(?=$|[\s,;:–—-])${upToText}`, "i");

// None that is a word, and of two letters only the one that seldom means anything else behind a time.
const zoneNames =
  "BST|CET|CEST|EET|EEST|MSK|IST|JST|KST|AEST|AEDT|NZST|NZDT|EST|EDT|ET|CST|CDT|MST|MDT|PST|PDT|(?:UTC|GMT)[+-]\\d{1,2}(?::?\\d{2})?";
const leadingNamed = new RegExp(
  String.raw`^(~?\s*${onDay}[ \t]*\(?(${zoneNames})\)?)(?=$|\s|[,;:.–—](?:\s|$))${upToText}`,
  "i",
);

/**
 * Parts a time from the front of an entry, if one stands there: `14:40 restart initiated`, `~-5m: pods restarted`. A zone
 * behind it by one of the well-known names in capitals is part of it, so that it is asked about and not lost.
 */
export function splitEntry(text: string): { time: string | undefined; text: string } {
  const front = text.trimStart();
  const found = withNamedZone(front) ?? leading.exec(front);
  if (!found) return { time: undefined, text: front.trim() };
  return { time: found[1]?.trim(), text: front.slice(found[0].length).trim() };
}

/** A time in front with a named zone behind it; in small letters `ist` and `est` are words. */
function withNamedZone(text: string): RegExpExecArray | null {
  const found = leadingNamed.exec(text);
  return found && found[2] === found[2]?.toUpperCase() ? found : null;
}

/**
 * Reads a time that somebody typed for the timeline: `14:40`, `2:40 pm`, `2025-10-08 14:40:05`, `10-08 14:23` (of this
 * year), `yesterday 23:50`, an offset behind it (`+02:00`, `Z`, `GMT`), `-5m`, `-2h`, or an ISO instant; `~` in front means
 * about. A clock time without a date falls on `day`, or else is today's; where that has not come it is yesterday's, at
 * most twelve hours back and not before `since`. Asked back, as a sentence: what cannot be read, a zone by its name, any
 * other time that is more than two minutes ahead, and what the clocks of the zone skipped or passed twice.
 */
export function parseEntryTime(text: string, zone: string, now: Date, bounds: Bounds = {}): TimeRead {
  const about = /^\s*~\s*/.exec(text);
  const bare = text.slice(about?.[0].length ?? 0).trim();
  const read =
    readAgo(bare, now) ?? readClock(bare, zone, now, bounds) ?? askOffset(bare, zone) ?? unreadable(howTo);
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

/** What to ask about a time with a zone's name, which several zones may have; null where there is none. */
function askOffset(text: string, zone: string) {
  const name = withNamedZone(text)?.[2];
  if (name === undefined) return null;
  return unreadable(
    `${name} is not read as a time zone. Write an offset behind the time (14:40 +02:00) or UTC (14:40 UTC), or nothing for ${zone}; a comma behind the time makes ${name} part of the text.`,
  );
}

const unreadable = (problem: string) => ({ problem, why: "unreadable" as const });

function readAgo(text: string, now: Date): { at: Date } | null {
  const found = /^-\s?(\d{1,4})\s?(m|min|h)$/i.exec(text);
  if (!found) return null;
  const unit = found[2]?.toLowerCase() === "h" ? 60 * minute : minute;
  return { at: new Date(now.getTime() - Number(found[1]) * unit) };
}

const stamp =
  /^(?:(?:(\d{4})-)?(\d{2})-(\d{2})[ T]|(yesterday)\s+)?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?\s*([ap]m)?(?:\s*(Z|UTC|GMT|[+-]\d{2}:\d{2}))?$/i;

function readClock(text: string, zone: string, now: Date, { day, since }: Bounds): Read | null {
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
  if (month && !year) return readThisYear(text, time, wall, now) ?? none;
  const dated = year ? `${year}-${month}-${date}` : day;
  if (dated === undefined) return readLatest(text, time, wall, now, since);
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

/** A clock time without a date: today's, or yesterday's where today's has not come and yesterday's is near enough. */
function readLatest(typed: string, time: Clock, wall: Wall, now: Date, since: Bounds["since"]): Read {
  const shown = wall.show(now);
  const today = { year: shown.year, month: shown.month, day: shown.day, ...time };
  const readings = wall.read(today);
  const skipped = readings.length === 0 && secondOf(today) <= secondOf(shown);
  if (skipped || readings.some((at) => at.getTime() <= now.getTime() + tolerance))
    return readOn(today, wall, now);
  const yesterday = { ...dayBefore(today), ...time };
  const last = wall.read(yesterday).at(-1);
  if (!last) return readOn(today, wall, now);
  const near = now.getTime() - last.getTime() <= nearby && (!since || last >= since);
  if (near) return readOn(yesterday, wall, now);
  const said = `${typed} has not come yet today in ${wall.name}, where it is ${clockName(shown)}.`;
  return askedAhead(said, readings[0], `yesterday ${typed}`, now);
}

// A leap day comes again after at most eight years.
const mostYears = 8;

/** `MM-DD 14:40` of this year; where that has not come it is asked whether an earlier one is meant. Null: no year has it. */
function readThisYear(typed: string, time: Clock, wall: Wall, now: Date): Read | null {
  const shown = wall.show(now);
  const [monthDay, clockTyped] = [typed.slice(0, 5), typed.slice(6)];
  const [day, ...before] = Array.from({ length: mostYears + 1 }, (_, back) =>
    calendarDay(`${digits(shown.year - back, 4)}-${monthDay}`),
  );
  if (day) {
    const read = readOn({ ...day, ...time }, wall, now);
    // What the clocks will skip has not come either, until the day of it.
    const toCome = "why" in read && (read.why === "ahead" || dateName(day) > dateName(shown));
    if (!toCome) return read;
  }
  const earlier = before.find((one) => one !== null);
  if (!earlier) return null;
  const said = `${typed} has not come this year in ${wall.name}, where it is ${dateName(shown)} ${clockName(shown)}.`;
  const comes = day ? wall.read({ ...day, ...time })[0] : undefined;
  return askedAhead(said, comes, `${dateName(earlier)} ${clockTyped}`, now);
}

/** What to ask about a time that has not come: whether an earlier one is meant, or else to wait where it `comes` soon. */
function askedAhead(said: string, comes: Date | undefined, earlier: string, now: Date): Asked {
  const waiting = comes && comes.getTime() - now.getTime() <= soon;
  const ways = `${waiting ? "Wait until then, or write" : "Write"} ${earlier} if that is meant.`;
  return { why: "ahead", problem: `${said} ${ways}` };
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
