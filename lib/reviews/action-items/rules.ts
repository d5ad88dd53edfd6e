import type { ActionItemStatus } from "../../../prisma/generated/enums";
import type { Actor } from "../../core/context";
import { may } from "../../core/permissions";
import { instantToZoned } from "../../core/zones";
import type { Verdict } from "../../incidents/rules";
import { stepLabels } from "../sign-offs/labels";
import type { Standing } from "../sign-offs/rules";

/** The reference in its written form: AI-0042. */
export function actionItemRefOf(number: number): string {
  return `AI-${String(number).padStart(4, "0")}`;
}

/** The number of a reference such as AI-0042 or ai-42; null when it is none. */
export function actionItemNumber(ref: string): number | null {
  const digits = /^\s*AI-0*([1-9]\d{0,8})\s*$/i.exec(ref)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** Whether nothing more is to be done about an item. */
export function isClosed(status: ActionItemStatus): boolean {
  return status === "done" || status === "wont_do";
}

/**
 * Whether an open item's due date has passed. `today` is the calendar date, YYYY-MM-DD, where the reader is; an item
 * that is due today is not overdue.
 */
export function isOverdue(item: { status: ActionItemStatus; dueOn: string | null }, today: string): boolean {
  return item.dueOn !== null && !isClosed(item.status) && item.dueOn < today;
}

/** Whether an actor may take an item out of the document: only while no sign-off that stands counts on it. */
export function mayRemove(actor: Pick<Actor, "role">, now: Standing): Verdict {
  if (!may(actor, "action-item.remove")) return { may: false, reason: "Responders remove action items." };
  const [signed] = Object.values(now.given);
  if (signed)
    return {
      may: false,
      reason: `${signed.name} has signed the document with this item in it (${stepLabels[signed.step].done.toLowerCase()}). Close it as “Won't do” instead.`,
    };
  return { may: true };
}

/** The calendar date, YYYY-MM-DD, that it is at an instant in a zone (IANA): 'today' for somebody who reads there. */
export function calendarDate(at: Date, zone: string): string {
  const { year, month, day } = instantToZoned(at, zone);
  return [String(year).padStart(4, "0"), month, day].map((part) => String(part).padStart(2, "0")).join("-");
}
