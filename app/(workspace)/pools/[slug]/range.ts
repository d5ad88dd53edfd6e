const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The ranges that are one click away, the shortest first. */
export const ranges = [
  { key: "15m", label: "15 min", ms: 15 * MINUTE },
  { key: "1h", label: "1 h", ms: HOUR },
  { key: "6h", label: "6 h", ms: 6 * HOUR },
  { key: "24h", label: "24 h", ms: DAY },
  { key: "7d", label: "7 d", ms: 7 * DAY },
  { key: "30d", label: "30 d", ms: 30 * DAY },
  { key: "1y", label: "1 year", ms: 365 * DAY },
] as const;

const shortest = 5 * MINUTE;
const longest = 3 * 365 * DAY;

/** A stretch of time that is looked at; `key` where it is one of the usual ones and ends now. */
export type Range = { from: Date; to: Date; key: string | null };

/** What the address asks for. Anything that cannot be read is the last six hours; ends are kept within reason. */
export function rangeIn(
  query: { range?: string | string[]; from?: string | string[]; to?: string | string[] },
  now: Date,
): Range {
  const first = (value: string | string[] | undefined) => [value].flat()[0];
  const [from, to] = [instant(first(query.from)), instant(first(query.to))];
  if (from !== null && to !== null && to > from) {
    const end = Math.min(to, now.getTime());
    const length = Math.min(longest, Math.max(shortest, end - from));
    return { from: new Date(end - length), to: new Date(end), key: null };
  }
  const usual = ranges.find(({ key }) => key === first(query.range)) ?? ranges[2];
  return { from: new Date(now.getTime() - usual.ms), to: now, key: usual.key };
}

function instant(text: string | undefined): number | null {
  const time = new Date(text ?? "").getTime();
  return Number.isNaN(time) || time < 0 || time > 8e12 ? null : time;
}

/** The address of a range: by its name where it has one, else by its ends. */
export function addressOf(path: string, range: { key: string } | Range, compared: boolean): string {
  const asked = new URLSearchParams(
    "from" in range && range.key === null
      ? { from: range.from.toISOString(), to: range.to.toISOString() }
      : { range: range.key ?? "" },
  );
  if (compared) asked.set("compare", "week");
  return `${path}?${asked}`;
}

/** Whether a range is worth comparing with the week before: one that is longer would meet itself. */
export const isComparable = ({ from, to }: Range): boolean => to.getTime() - from.getTime() <= 7 * DAY;

/** Where each way of moving leads. A later range is none after now; a comparison goes along. */
export function linksOf(path: string, { from, to }: Range, now: Date, compared = false) {
  const [start, end] = [from.getTime(), to.getTime()];
  const length = end - start;
  const at = (a: number, b: number) =>
    addressOf(path, { from: new Date(a), to: new Date(b), key: null }, compared);
  const middle = (start + end) / 2;
  return {
    earlier: at(start - length / 2, end - length / 2),
    later:
      end < now.getTime() ? at(start + length / 2, Math.min(end + length / 2, now.getTime())) : undefined,
    zoomIn: length / 2 >= shortest ? at(middle - length / 4, middle + length / 4) : undefined,
    zoomOut:
      length * 2 <= longest ? at(middle - length, Math.min(middle + length, now.getTime())) : undefined,
    range: `${path}?from={from}&to={to}${compared ? "&compare=week" : ""}`,
  };
}
