import type { NotificationKind } from "../../prisma/generated/enums";

/** What people are told of in the inbox, and may wish by mail or not. Links and test mails are sent because somebody asked. */
export const wishedKinds = [
  "mention",
  "assignment",
  "reminder",
  "review",
  "alert",
] as const satisfies NotificationKind[];

/** What people are told of at once, in the inbox and by mail, whatever they wish of the rest. */
export const urgentKinds = ["escalation"] as const satisfies NotificationKind[];

/** What people are told of in the inbox. */
export type TellableKind = (typeof wishedKinds)[number] | (typeof urgentKinds)[number];

/** Kinds as people say them. */
export const kindLabels: Readonly<Record<NotificationKind, string>> = {
  invitation: "Invitation",
  password_reset: "Password link",
  escalation: "Escalations",
  mention: "Mentions",
  assignment: "Assignments",
  reminder: "Reminders",
  review: "Reviews",
  alert: "Alerts",
  test: "Test mail",
};

/** When each kind is told, for the page where wishes are chosen. */
export const kindMeanings: Readonly<Record<TellableKind, string>> = {
  escalation: "Somebody escalates an incident to you.",
  mention: "Somebody writes @you in a timeline or a post-mortem.",
  assignment:
    "You, or a team you answer for, become owner of an action item; or you get a role in an incident.",
  reminder:
    "An action item of yours is due in three days, is due today, or is overdue; or the next update for those outside is, in an incident that you speak for.",
  review: "A post-mortem waits for your sign-off, was sent back to you, or was approved.",
  alert:
    "Something that a team of yours owns crosses the threshold of an alert rule, is well again after that, or watched no more; or a control of an incident of its services stops holding, or holds again.",
};
