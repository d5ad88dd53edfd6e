import type { Beginning, Day, Moment } from "../../../prisma/sample/shapes";
import { type LocalTime, zonedToInstant } from "../../core/zones";
import { calendarDate } from "../../reviews/action-items/rules";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** The instant at which something of the story begins, for a telling at `now`. Weeks begin on Monday, by UTC. */
export function beginningOf(begins: Beginning, zone: string, now: Date): Date {
  if ("minutesAgo" in begins) return new Date(now.getTime() - begins.minutesAgo * minuteMs);
  if ("on" in begins) return wallTime(begins.on, begins.at, zone);
  const today = Date.parse(`${now.toISOString().slice(0, 10)}T00:00:00Z`);
  const monday = today - ((new Date(today).getUTCDay() + 6) % 7) * dayMs;
  const day = monday - begins.weeksAgo * 7 * dayMs + weekdays.indexOf(begins.weekday) * dayMs;
  return wallTime(new Date(day).toISOString().slice(0, 10), begins.at, zone);
}

/** A moment of an incident that begins at `begins`, and whether it is only about right. Throws for one that is mistyped. */
export function momentOf(moment: Moment, begins: Date, zone: string): { at: Date; about: boolean } {
  const read = /^(~?)(?:(-?\d+)m|(?:\+(\d+) )?(\d{2}:\d{2}(?::\d{2})?))$/.exec(moment);
  if (!read) throw new Error(`The story has a moment that nobody can read: ${moment}`);
  const [, about, minutes, days = "0", clock = ""] = read;
  if (minutes !== undefined)
    return { at: new Date(begins.getTime() + Number(minutes) * minuteMs), about: about === "~" };
  return {
    at: wallTime(addDays(calendarDate(begins, zone), Number(days)), clock, zone),
    about: about === "~",
  };
}

/** A day of the story as a calendar date; days after an incident's beginning or around the day of telling are counted. */
export function dayOf(day: Day, begins: Date, zone: string, now: Date): string {
  const read = /^(?:(\d{4}-\d{2}-\d{2})|(\+\d+)|today([+-]\d+)?)$/.exec(day);
  if (!read) throw new Error(`The story has a day that nobody can read: ${day}`);
  const [, date, after, around = "0"] = read;
  if (date !== undefined) return date;
  if (after !== undefined) return addDays(calendarDate(begins, zone), Number(after));
  return addDays(now.toISOString().slice(0, 10), Number(around));
}

function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

function wallTime(date: string, clock: string, zone: string): Date {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  const [hour = 0, minute = 0, second = 0] = clock.split(":").map(Number);
  const local: LocalTime = { year, month, day, hour, minute, second, millisecond: 0 };
  return zonedToInstant(local, zone).earliest;
}
