import { DAY_MS } from "../../../core/zones";

/** How many days before an item is due its owner is reminded for the first time. */
export const daysBefore = 3;

/** A reminder that is due: `stage` names it among those of one item and date, so that each goes once. */
export type Reminder = { stage: string; sentence: string };

/**
 * The reminder that an open item wants on a calendar date: once in the three days before it is due, on the day, and from
 * then on once a week while it is overdue. Null when it wants none. Dates are YYYY-MM-DD where the owner is.
 */
export function reminderOn(dueOn: string, today: string): Reminder | null {
  const left = Math.round((Date.parse(dueOn) - Date.parse(today)) / DAY_MS);
  if (left > daysBefore) return null;
  if (left > 0) return { stage: "soon", sentence: left === 1 ? "is due tomorrow" : `is due in ${left} days` };
  if (left === 0) return { stage: "today", sentence: "is due today" };
  const late = -left;
  const sentence = `is ${late} ${late === 1 ? "day" : "days"} overdue`;
  return { stage: `overdue ${Math.floor((late - 1) / 7) + 1}`, sentence };
}

/**
 * Whether it is late enough in somebody's day to remind them: from an hour before their digest, so that the digest of
 * the same day can carry it.
 */
export function isReminding(hour: number, digestHour: number): boolean {
  return hour >= digestHour - 1;
}
