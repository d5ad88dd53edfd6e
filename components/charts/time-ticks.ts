import { formatClock, formatDate } from "@/components/ui/format-time";
import { DAY_MS, instantToZoned, zonedToInstant } from "@/lib/core/zones";
import type { Span } from "./types";

export type TimeTick = {
  at: number;
  label: string;
  /** A day, a month or a year begins here, among shorter steps. */
  strong: boolean;
  /** To be left out where there is little room. */
  minor: boolean;
};

type Step = { unit: "minute" | "day" | "month"; count: number };
type Local = { year: number; month: number; day: number; hour: number };

const month = 30.44 * DAY_MS;
const sizes = { minute: 60_000, day: DAY_MS, month };
const steps: Step[] = [
  ...[1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720].map((count) => ({ unit: "minute" as const, count })),
  ...[1, 2, 7, 14].map((count) => ({ unit: "day" as const, count })),
  ...[1, 2, 3, 6, 12, 24, 60, 120].map((count) => ({ unit: "month" as const, count })),
];

/**
 * Marks for an axis of time: at most about `most`, where clocks and calendars of `zone` (IANA) show round values,
 * also on days on which the clocks change.
 */
export function timeTicks(span: Span, zone: string, most = 8): TimeTick[] {
  const length = span.to - span.from;
  const step = steps.find(({ unit, count }) => length / (sizes[unit] * count) <= most);
  if (!step || length <= 0) return [];
  const instants = { minute: minutes, day: days, month: months }[step.unit](span, zone, step.count);
  const marks = instants
    .filter((at) => at >= span.from && at <= span.to)
    .map((at) => ({ at, ...words(at, zone, step) }));
  // Those that are strong stay where there is little room, and the others are left out in between.
  const parity = Math.max(
    0,
    marks.findIndex(({ strong }) => strong),
  );
  return marks.map((mark, index) => ({ ...mark, minor: !mark.strong && (index - parity) % 2 !== 0 }));
}

function words(at: number, zone: string, { unit }: Step): { label: string; strong: boolean } {
  const instant = new Date(at);
  const [date = "", name = "", year = ""] = formatDate(instant, zone).split(" ");
  if (unit === "month")
    return name === "Jan" ? { label: year, strong: true } : { label: name, strong: false };
  const clock = formatClock(instant, zone);
  if (unit === "day") return { label: `${date} ${name}`, strong: false };
  return clock === "00:00" ? { label: `${date} ${name}`, strong: true } : { label: clock, strong: false };
}

function minutes({ from, to }: Span, zone: string, count: number): number[] {
  const { minute, second, millisecond } = instantToZoned(new Date(from), zone);
  const found: number[] = [];
  const grain = Math.min(count, 30) * 60_000;
  for (let at = from - (minute * 60 + second) * 1000 - millisecond; at <= to; at += grain) {
    const clock = instantToZoned(new Date(at), zone);
    if ((clock.hour * 60 + clock.minute) % count === 0) found.push(at);
  }
  return found;
}

function days({ from, to }: Span, zone: string, count: number): number[] {
  const { year, month, day } = instantToZoned(new Date(from), zone);
  const found: number[] = [];
  for (let later = 0; later <= (to - from) / DAY_MS + 1; later++) {
    const number = Math.floor(Date.UTC(year, month - 1, day + later) / DAY_MS);
    // Day 4 since 1970 was a Monday, with which weeks begin.
    if ((number - (count % 7 === 0 ? 4 : 0)) % count === 0)
      found.push(beginning({ year, month, day: day + later }, zone));
  }
  return found;
}

function months({ from, to }: Span, zone: string, count: number): number[] {
  const { year, month: first } = instantToZoned(new Date(from), zone);
  const found: number[] = [];
  for (let later = 0; later <= (to - from) / month + 1; later++) {
    const number = year * 12 + first - 1 + later;
    if (number % count === 0)
      found.push(beginning({ year: Math.floor(number / 12), month: (number % 12) + 1, day: 1 }, zone));
  }
  return found;
}

/** The first instant of a day. Where clocks are put forward at midnight, it begins at one. */
function beginning(date: Omit<Local, "hour">, zone: string): number {
  const at = (hour: number) => zonedToInstant({ ...date, hour, minute: 0, second: 0, millisecond: 0 }, zone);
  return (at(0).instants[0] ?? at(1).earliest).getTime();
}
