import { monthNames } from "@/lib/core/dates";

export type ClockParts = {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
};

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const formats = new Map<string, Intl.DateTimeFormat>();

// Making a formatter costs a hundred times what using it does, and a list shows hundreds of times.
function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, options);
  formats.set(key, made);
  return made;
}

/** What a clock and a calendar on the wall of `zone` (IANA) show at that instant. */
export function clockAt(at: Date, zone: string): ClockParts {
  const parts = formatter("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(at);
  const read = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((part) => part.type === type)?.value);
  return {
    year: read("year"),
    month: read("month"),
    day: read("day"),
    hour: read("hour"),
    minute: read("minute"),
    second: read("second"),
  };
}

/** The zone's short name at that instant, as people there write it: `EDT`, `CEST`, else `GMT+5:45`. */
export function zoneName(at: Date, zone: string): string {
  if (zone === "UTC" || zone === "Etc/UTC") return "UTC";
  let name = zone;
  // Each region's English knows the abbreviations of its own zones only.
  for (const locale of ["en-GB", "en-US", "en-AU", "en-IN", "en-NZ", "en-ZA"]) {
    const parts = formatter(locale, { timeZone: zone, timeZoneName: "short" }).formatToParts(at);
    name = parts.find((part) => part.type === "timeZoneName")?.value ?? zone;
    if (!/^(GMT|UTC)[+-]/.test(name)) return name;
  }
  return name;
}

const two = (value: number) => String(value).padStart(2, "0");

/** `14:23`, or `14:23:05` with seconds, on the clock of `zone`. */
export function formatClock(at: Date, zone: string, seconds = false): string {
  const clock = clockAt(at, zone);
  return `${two(clock.hour)}:${two(clock.minute)}${seconds ? `:${two(clock.second)}` : ""}`;
}

/** `8 Oct 2025` on the calendar of `zone`. */
export function formatDate(at: Date, zone: string): string {
  const clock = clockAt(at, zone);
  return `${clock.day} ${monthNames[clock.month - 1] ?? ""} ${clock.year}`;
}

/** The instant in full: `8 Oct 2025 14:23 EDT`. The zone is always named. */
export function formatInstant(at: Date, zone: string, seconds = false): string {
  return `${formatDate(at, zone)} ${formatClock(at, zone, seconds)} ${zoneName(at, zone)}`;
}

/** As short as is clear beside `now`: without the year in the same year, without the date on the same day. */
export function formatNear(at: Date, zone: string, now: Date): string {
  const then = clockAt(at, zone);
  const today = clockAt(now, zone);
  const clock = `${formatClock(at, zone)} ${zoneName(at, zone)}`;
  if (then.year !== today.year) return `${formatDate(at, zone)} ${clock}`;
  if (then.month === today.month && then.day === today.day) return clock;
  return `${then.day} ${monthNames[then.month - 1] ?? ""} ${clock}`;
}

/** For the hover: `2025-10-08 18:23:00 UTC`. */
export function formatUtc(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

function amount(distance: number): string {
  const count = (unit: number, one: string, many = one) => {
    const n = Math.floor(distance / unit);
    return `${n} ${n === 1 ? one : many}`;
  };
  if (distance < hour) return count(minute, "min");
  if (distance < day) return count(hour, "h");
  if (distance < 14 * day) return count(day, "day", "days");
  if (distance < 60 * day) return count(7 * day, "week", "weeks");
  if (distance < 730 * day) return count(30.44 * day, "month", "months");
  return count(365.25 * day, "year", "years");
}

/** How long ago or how far ahead, in one unit, rounded down: `just now`, `3 min ago`, `in 2 days`. */
export function formatRelative(at: Date, now: Date): string {
  const distance = now.getTime() - at.getTime();
  if (Math.abs(distance) < minute) return "just now";
  return distance > 0 ? `${amount(distance)} ago` : `in ${amount(-distance)}`;
}
