import { DAY_MS, instantToZoned } from "../../../core/zones";
import { formatEntryTime, nearby, parseEntryTime, type TimeRead } from "../rules";

const minute = 60_000;

/** How far ahead somebody may promise, in milliseconds: a week. */
const farthestAhead = 7 * DAY_MS;

const howTo =
  "Write minutes as 30, a length as 2h, or a time as 14:40, tomorrow 09:00 or 2025-10-08 14:40, all ahead of now.";
const tooFar = "Promise at most a week ahead.";
const span = /^(?:(?:in|\+)\s*)?(\d{1,4})\s*(m|min|minutes?|h|hours?)$/i;
const bareMinutes = /^(?:(?:in|\+)\s*)?(\d{1,3})$/i;
const clock = /^(?:(today|tomorrow|\d{4}-\d{2}-\d{2})[ T]\s*)?(\d{1,2}:\d{2}.*)$/i;

/** A time ahead, or what to ask, as a sentence. */
export type TimeAhead = { at: Date } | { problem: string };

/**
 * Reads a time ahead that somebody typed: minutes (`30`, `in 45 min`), `2h`, `14:40` (today's, or tomorrow's where that
 * is less than twelve hours away), `tomorrow 09:00`, `2025-10-08 14:40`, an offset behind it, or an ISO instant. A length
 * is counted from the minute that the clocks show, so that 30 at 14:23 is 14:53. Asked back: what cannot be read, what has passed, what lies
 * more than a week ahead, and what the clocks of the zone skip or pass twice.
 */
export function parseTimeAhead(text: string, zone: string, now: Date): TimeAhead {
  const bare = text.trim();
  const read = readSpan(bare, now) ?? readClock(bare, zone, now) ?? { problem: howTo };
  if ("problem" in read) return read;
  const left = read.at.getTime() - now.getTime();
  if (left <= 0) return { problem: `${bare} has passed. ${howTo}` };
  return left > farthestAhead ? { problem: tooFar } : read;
}

function readSpan(text: string, now: Date): TimeAhead | null {
  const found = span.exec(text) ?? bareMinutes.exec(text);
  if (!found) return null;
  const length = Number(found[1]) * (found[2]?.toLowerCase().startsWith("h") ? 60 : 1) * minute;
  return { at: new Date(Math.floor((now.getTime() + length) / minute) * minute) };
}

function readClock(text: string, zone: string, now: Date): TimeAhead | null {
  const found = clock.exec(text);
  if (!found) return null;
  const [, day = "", time = ""] = found;
  // What was typed is read as one reads what has come, from a moment at which all of it has.
  const read = (on: string) => parseEntryTime(`${on} ${time}`, zone, new Date(now.getTime() + year));
  if (/^\d/.test(day)) return ahead(read(day), zone);
  const today = read(dayIn(zone, now, 0));
  const tomorrow = ahead(read(dayIn(zone, now, 1)), zone);
  if (day.toLowerCase() === "tomorrow") return tomorrow;
  if (day !== "" || !hasPassed(today, zone, now)) return ahead(today, zone);
  if ("problem" in tomorrow || tomorrow.at.getTime() - now.getTime() < nearby) return tomorrow;
  return {
    problem: `${time} has passed today. Write tomorrow ${time} if that is meant.`,
  };
}

const year = 366 * DAY_MS;

/** Whether a clock time lies behind, also one that the clocks skipped or passed twice on the way. */
function hasPassed(read: TimeRead, zone: string, now: Date): boolean {
  if ("at" in read) return read.at <= now;
  if (read.why === "skipped") return read.said < formatEntryTime({ at: now, precision: "exact" }, zone);
  return read.why === "twice" && read.last <= now;
}

/** The same answer, of a time to come. */
function ahead(read: TimeRead, zone: string): TimeAhead {
  if ("at" in read) return { at: read.at };
  if (read.why === "unreadable") return { problem: howTo };
  if (read.why === "ahead") return { problem: tooFar };
  const { said } = read;
  if (read.why === "twice") return { problem: `${said} comes twice in ${zone}. Write ${read.ways}.` };
  return {
    problem: `${said} never comes in ${zone}: the clocks are put forward past it. Write another time.`,
  };
}

function dayIn(zone: string, now: Date, days: number): string {
  const { year: y, month, day } = instantToZoned(now, zone);
  return new Date(Date.UTC(y, month - 1, day + days)).toISOString().slice(0, 10);
}
