/** What a clock on the wall shows: a date and a time of day without a zone. Months count from 1. */
export type LocalTime = {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
};

/** An instant as it reads in a zone; `offsetMinutes` is how far that zone was ahead of UTC (-240 in New York in summer). */
export type ZonedTime = LocalTime & { offsetMinutes: number };

/**
 * The instants at which a wall clock showed a local time, in order: one as a rule, none when the clocks were put
 * forward past it, two when they were put back over it.
 */
export type Readings = {
  instants: Date[];
  /** The reading to take where one has to be taken: the first; in a gap the earlier of the two that surround it. */
  earliest: Date;
};

/** Milliseconds of a day of 24 hours. */
export const DAY_MS = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether `name` is an IANA time zone that this runtime knows, for example Europe/Berlin or UTC. */
export function isZone(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/** Reads an instant on the wall clock of a zone. Throws a RangeError for a zone that `isZone` denies. */
export function instantToZoned(instant: Date, zone: string): ZonedTime {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of formatOf(zone).formatToParts(instant)) parts[type] = value;
  const local = {
    year: Number(parts.year),
    month: Number(parts.month),
    day: Number(parts.day),
    hour: Number(parts.hour),
    minute: Number(parts.minute),
    second: Number(parts.second),
    millisecond: instant.getUTCMilliseconds(),
  };
  return { ...local, offsetMinutes: (asIfUtc(local) - instant.getTime()) / 60_000 };
}

/**
 * Finds the instants at which the clocks of a zone showed `local`. A date that no calendar has (30 February) rolls over,
 * as Date does it: check before. Throws a RangeError for a zone that `isZone` denies.
 */
export function zonedToInstant(local: LocalTime, zone: string): Readings {
  const wall = asIfUtc(local);
  // A zone changes its offset at most once in these two days, so the offsets at their ends are all there can be.
  const offsets = new Set([wall - DAY_MS, wall + DAY_MS].map((at) => offsetAt(at, zone)));
  const guesses = [...offsets].map((offset) => wall - offset).sort((a, b) => a - b);
  const unchanged = guesses.length === 1;
  const instants = guesses
    .filter((at) => unchanged || at + offsetAt(at, zone) === wall)
    .map((at) => new Date(at));
  return { instants, earliest: instants[0] ?? new Date(Math.min(...guesses)) };
}

function offsetAt(at: number, zone: string): number {
  return instantToZoned(new Date(at), zone).offsetMinutes * 60_000;
}

function asIfUtc({ year, month, day, hour, minute, second, millisecond }: LocalTime): number {
  // Date.UTC would take the years 0 to 99 for 1900 to 1999.
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.setUTCHours(hour, minute, second, millisecond);
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  // Newer runtimes take '+05:30' for a zone; as a place where clocks change it says nothing.
  if (!/^[A-Za-z]/.test(zone)) throw new RangeError(`Not a time zone: ${zone}`);
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formats.set(zone, format);
  return format;
}
