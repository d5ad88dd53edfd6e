import type { ActionItemKind, ActionItemPriority, ActionItemStatus } from "../../../prisma/generated/enums";

/** Statuses as people say them, in the order of the board. */
export const actionItemStatusLabels: Record<ActionItemStatus, string> = {
  open: "Open",
  in_progress: "In progress",
  blocked: "Blocked",
  done: "Done",
  wont_do: "Won't do",
};

/** Kinds as people say them. */
export const actionItemKindLabels: Record<ActionItemKind, string> = {
  prevent: "Prevent",
  detect: "Detect",
  mitigate: "Mitigate",
  process: "Process",
};

/** Priorities as people say them, the highest first. */
export const actionItemPriorityLabels: Record<ActionItemPriority, string> = {
  high: "High",
  medium: "Medium",
  low: "Low",
};
