import { formatClock, formatDate, formatInstant, zoneName } from "@/components/ui/format-time";
import type { Span } from "./types";

const day = 86_400_000;

// Making one costs more than all that it formats on a page.
const counts = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

/** A count, or an average of counts with one decimal: `1,204`, `46.5`. */
export function formatCount(value: number): string {
  return counts.format(value);
}

/** `38 to 47`, or `47` where both are the same. */
export function formatBetween(low: number, high: number): string {
  const [from, to] = [formatCount(low), formatCount(high)];
  return from === to ? to : `${from} to ${to}`;
}

/** `8 Oct 2025 13:30 to 17:00 EDT`. Date and zone are said twice only where they differ. */
export function formatSpan({ from, to }: Span, zone: string, seconds = false): string {
  const [begin, end] = [new Date(from), new Date(to)];
  const sameZone = zoneName(begin, zone) === zoneName(end, zone);
  const sameDay = formatDate(begin, zone) === formatDate(end, zone);
  const until =
    sameDay && sameZone
      ? `${formatClock(end, zone, seconds)} ${zoneName(end, zone)}`
      : formatInstant(end, zone, seconds);
  const since = `${formatDate(begin, zone)} ${formatClock(begin, zone, seconds)}`;
  return `${since}${sameZone ? "" : ` ${zoneName(begin, zone)}`} to ${until}`;
}

/** Keeps a figure and its unit on one line: '1 h 9 min', '80 %'. */
export function unbroken(text: string): string {
  return text.replace(/(?<=\d) (?=(?:%|d|h|min|s)(?!\w))/g, "\u00a0");
}

/** For rows under a heading that names zone and year: `8 Oct 14:25 to 14:30`, or `8 Oct` for a whole day. */
export function formatShort({ from, to }: Span, zone: string): string {
  const [begin, end] = [new Date(from), new Date(to)];
  const date = (at: Date) => formatDate(at, zone).replace(/ \d+$/, "");
  const seconds = from % 60_000 !== 0 || to % 60_000 !== 0;
  const clock = (at: Date) => formatClock(at, zone, seconds);
  if (clock(begin) === "00:00" && clock(end) === "00:00")
    return to - from < 1.5 * day ? date(begin) : `${date(begin)} to ${date(end)}`;
  const until = date(begin) === date(end) ? clock(end) : `${date(end)} ${clock(end)}`;
  return `${date(begin)} ${clock(begin)} to ${until}`;
}

/** A bucket: a minute and less by its beginning, a day by its date, anything else by both ends. */
export function formatBucket({ from, to }: Span, zone: string): string {
  const [begin, end] = [new Date(from), new Date(to)];
  if (to - from <= 60_000) return formatInstant(begin, zone, to - from < 60_000);
  const wholeDay = Math.abs(to - from - day) <= 3_600_000;
  if (wholeDay && formatClock(begin, zone) === "00:00")
    return `${formatDate(begin, zone)} ${zoneName(begin, zone)}`;
  return formatSpan({ from, to }, zone, end.getTime() % 60_000 !== 0 || from % 60_000 !== 0);
}
