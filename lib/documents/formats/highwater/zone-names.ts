import { isZone } from "../../../core/zones";

// Where people name a zone by its nickname they mean the clocks of a place, summer time included.
const NICKNAMES: Readonly<Record<string, string>> = {
  UTC: "UTC",
  GMT: "UTC",
  Z: "UTC",
  ET: "America/New_York",
  EST: "America/New_York",
  EDT: "America/New_York",
  CT: "America/Chicago",
  CST: "America/Chicago",
  CDT: "America/Chicago",
  MT: "America/Denver",
  MST: "America/Denver",
  MDT: "America/Denver",
  PT: "America/Los_Angeles",
  PST: "America/Los_Angeles",
  PDT: "America/Los_Angeles",
  CET: "Europe/Berlin",
  CEST: "Europe/Berlin",
  BST: "Europe/London",
  AEST: "Australia/Sydney",
  AEDT: "Australia/Sydney",
  JST: "Asia/Tokyo",
};

// Beside a single time such a name says how far from UTC, whatever season it is.
const OFFSET_MINUTES: Readonly<Record<string, number>> = {
  UTC: 0,
  GMT: 0,
  Z: 0,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  CET: 60,
  CEST: 120,
  BST: 60,
  AEST: 600,
  AEDT: 660,
  JST: 540,
};

/**
 * The IANA zone that a name or nickname stands for ('ET' is America/New_York); null when it is neither. A few nicknames
 * are also names of zones without summer time: an `exact` document means those.
 */
export function zoneNamed(name: string, exact: boolean): string | null {
  const plain = name.trim();
  const zone = isZone(plain) ? plain : null;
  const place = NICKNAMES[plain.toUpperCase()] ?? null;
  return exact ? (zone ?? place) : (place ?? zone);
}

/** The zone that the title of a column states, for example 'Time (ET)' or 'Timestamp UTC', with the name it uses. */
export function zoneStatedIn(title: string, exact: boolean): { zone: string; name: string } | null {
  const words = title.slice(0, 100).split(/[\s()[\],]+/);
  for (const name of words.reverse()) {
    const zone = zoneNamed(name, exact);
    if (zone) return { zone, name };
  }
  return null;
}

/** How many minutes ahead of UTC a suffix such as `Z`, `EDT` or `-04:00` puts a time; null when it does not say. */
export function offsetNamed(suffix: string): number | null {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(suffix) ?? [];
  if (sign === undefined) return OFFSET_MINUTES[suffix.toUpperCase()] ?? null;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
