import type { DocumentState, SignOffStep } from "../../../prisma/generated/enums";

/** The steps in their order. */
export const steps = ["prepared", "reviewed", "approved"] as const satisfies SignOffStep[];

/** What each step is called, who gives it, and what giving it is called. */
export const stepLabels: Record<SignOffStep, { done: string; by: string; verb: string }> = {
  prepared: { done: "Prepared", by: "any responder", verb: "Sign as prepared" },
  reviewed: { done: "Reviewed", by: "a lead", verb: "Sign as reviewed" },
  approved: { done: "Approved", by: "an approver", verb: "Approve" },
};

/** What each state is called, and what comes next. */
export const documentStateLabels: Record<DocumentState, { label: string; next: string }> = {
  draft: { label: "Draft", next: "Write it, then sign it as prepared." },
  in_review: { label: "In review", next: "A lead reads it and signs it as reviewed, or asks for changes." },
  changes_requested: {
    label: "Changes requested",
    next: "Answer what was asked, then sign it as prepared again.",
  },
  reviewed: { label: "Reviewed", next: "An approver approves it, or asks for changes." },
  approved: { label: "Approved", next: "It stands. An edit would void its three signatures." },
  stale: {
    label: "Stale",
    next: "It was edited after it had been approved: sign it as prepared again.",
  },
};
