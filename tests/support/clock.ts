import type { Context } from "../../lib/core/context";

/** Spans in milliseconds. */
export const seconds = (count: number): number => count * 1_000;
export const minutes = (count: number): number => seconds(count * 60);
export const hours = (count: number): number => minutes(count * 60);
export const days = (count: number): number => hours(count * 24);

/**
 * The instant at which clocks in a zone show a time: `at("2026-03-29 01:30 Europe/Berlin")`. An hour that comes twice
 * means the first; one that never comes is an error.
 */
export function at(text: string): Date {
  const parts = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2})(:\d{2})?(\.\d{3})? (\S+)$/.exec(text);
  if (!parts) throw new Error(`at("${text}"): write it as "2026-03-29 01:30 Europe/Berlin"`);
  const [, date = "", time = "", second = ":00", fraction = ".000", zone = ""] = parts;
  const asUtc = Date.parse(`${date}T${time}${second}${fraction}Z`);
  const around = [asUtc - days(1), asUtc + days(1)].map((instant) => asUtc - offset(instant, zone));
  const found = around.filter((instant) => instant + offset(instant, zone) === asUtc);
  if (found.length === 0) throw new Error(`at("${text}"): no clock there ever shows this`);
  return new Date(Math.min(...found));
}

/** The same for something that happens later: a context, or an instant. */
export function later(context: Context, ms: number): Context;
export function later(instant: Date, ms: number): Date;
export function later(what: Context | Date, ms: number): Context | Date {
  if (what instanceof Date) return new Date(what.getTime() + ms);
  return { ...what, now: new Date(what.now.getTime() + ms) };
}

function offset(instant: number, zone: string): number {
  const shown = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(instant);
  const part = (type: string) => Number(shown.find((piece) => piece.type === type)?.value);
  const wall = [part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second")];
  const [year = 0, month = 0, ...rest] = wall;
  return Date.UTC(year, month, ...rest) - Math.floor(instant / 1_000) * 1_000;
}
