import type {
  ActionItemKind,
  ActionItemPriority,
  ActionItemStatus,
  DataLoss,
  EntryKind,
  FactorCategory,
  IncidentMode,
  IncidentStatus,
  MilestoneKind,
  Severity,
  SignOffStep,
} from "../../../../prisma/generated/enums";

// The words of the format. They are its own and not the interface's: a label may be improved there at any time, while
// a document that was exported years ago must still be read.
type Words<Key extends string> = Readonly<Record<Key, string>>;

/** How severities are written. */
export const severities: Words<Severity> = {
  P0: "P0 - Critical",
  P1: "P1 - High",
  P2: "P2 - Medium",
  P3: "P3 - Low",
  P4: "P4 - Informational",
};

/** How statuses are written. */
export const statuses: Words<IncidentStatus> = {
  triage: "Triage",
  investigating: "Investigating",
  identified: "Identified",
  monitoring: "Monitoring",
  resolved: "Resolved",
  closed: "Closed",
  cancelled: "Cancelled",
  merged: "Merged",
};

/** How modes are written. */
export const modes: Words<IncidentMode> = { live: "Live", retrospective: "Retrospective", drill: "Drill" };

/** How milestones are written. */
export const milestones: Words<MilestoneKind> = {
  impactStartedAt: "Impact started",
  detectedAt: "Detected",
  declaredAt: "Declared",
  acknowledgedAt: "Acknowledged",
  mitigatedAt: "Mitigated",
  resolvedAt: "Resolved",
  closedAt: "Closed",
};

/** How kinds of timeline entries are written. */
export const entryKinds: Words<EntryKind> = {
  alert: "Alert",
  detection: "Detection",
  acknowledgement: "Acknowledgement",
  escalation: "Escalation",
  decision: "Decision",
  action: "Action",
  deploy: "Deploy",
  finding: "Finding",
  communication: "Communication",
  status: "Status",
  metric: "Metric",
  page: "Page",
  note: "Note",
};

/** How losses of data are written. */
export const dataLosses: Words<DataLoss> = { none: "None", recoverable: "Recoverable", lost: "Lost" };

/** How categories of contributing factors are written. */
export const factorCategories: Words<FactorCategory> = {
  code_defect: "Code defect",
  configuration: "Configuration",
  capacity: "Capacity",
  dependency: "Dependency",
  testing_gap: "Testing gap",
  review_gap: "Review gap",
  monitoring_gap: "Monitoring gap",
  process: "Process",
  communication: "Communication",
  environment: "Environment",
  other: "Other",
};

/** How statuses of action items are written. */
export const actionStatuses: Words<ActionItemStatus> = {
  open: "Open",
  in_progress: "In progress",
  blocked: "Blocked",
  done: "Done",
  wont_do: "Won't do",
};

/** How kinds of action items are written. */
export const actionKinds: Words<ActionItemKind> = {
  prevent: "Prevent",
  detect: "Detect",
  mitigate: "Mitigate",
  process: "Process",
};

/** How priorities of action items are written. */
export const priorities: Words<ActionItemPriority> = { high: "High", medium: "Medium", low: "Low" };

/** How the steps of a sign-off are written. */
export const steps: Words<SignOffStep> = {
  prepared: "Prepared by",
  reviewed: "Reviewed by",
  approved: "Approved by",
};

/** The key whose word is `text`, whatever its case and the white space in it; null when it is none of them. */
export function keyOf<Key extends string>(words: Words<Key>, text: string): Key | null {
  const plain = (word: string) => word.toLowerCase().replace(/[\s_'’-]+/g, "");
  const keys = Object.keys(words) as Key[];
  return keys.find((key) => plain(words[key]) === plain(text) || plain(key) === plain(text)) ?? null;
}
