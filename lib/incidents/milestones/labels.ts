import type { MilestoneKind, MilestoneOrigin } from "../../../prisma/generated/enums";

/** Milestones as people say them, in the order in which they should come. */
export const milestoneLabels: Readonly<Record<MilestoneKind, string>> = {
  impactStartedAt: "Impact started",
  detectedAt: "Detected",
  declaredAt: "Declared",
  acknowledgedAt: "Acknowledged",
  mitigatedAt: "Mitigated",
  resolvedAt: "Resolved",
  closedAt: "Closed",
};

/** What set a milestone, as people say it. */
export const milestoneOriginLabels: Readonly<Record<MilestoneOrigin, string>> = {
  automatic: "set by what happened",
  manual: "set by hand",
  import: "from the imported document",
};
