import type { ActionItem, PostMortemDocument } from "@/lib/reviews/schema";

/** An action item in which every field says something. */
export const sampleItem: ActionItem = {
  id: "0192f0a0-0000-7000-8000-0000000000a1",
  ref: "AI-0001",
  title: "Close connections on every path",
  owner: { kind: "person", id: "0192f0a0-0000-7000-8000-0000000000b1", name: "Ben" },
  dueOn: "2026-03-31",
  status: "open",
  kind: "prevent",
  priority: "high",
  rootCause: null,
  factor: null,
  evidence: null,
  closedAt: null,
  closedBy: null,
  version: 1,
};

/** A post-mortem in which every field says something. */
export const sampleDocument: PostMortemDocument = {
  incidentId: "0192f0a0-0000-7000-8000-000000000001",
  ref: "INC-2026-0001",
  foreignRef: "INC-7",
  title: "Reports exhausted the pool",
  severity: "P0",
  status: "resolved",
  mode: "live",
  timeZone: "America/New_York",
  statedDuration: "2 hours",
  service: { slug: "reporting", name: "Reporting" },
  environment: { slug: "staging", name: "Staging" },
  restricted: false,
  documentVersion: 3,
  preparedAt: null,
  milestones: [
    { kind: "detectedAt", at: new Date("2026-03-01T10:00:00Z"), precision: "exact" },
    { kind: "impactStartedAt", at: new Date("2026-03-01T09:58:00Z"), precision: "about" },
  ],
  summary: "The pool ran dry.",
  classification: "Internal",
  impact: {
    statements: [
      { group: "user", text: "150 people waited" },
      { group: "business", text: "Testing lost a day" },
      { group: "detection", text: "Monitoring saw it" },
    ],
    figures: {
      usersAffected: 150,
      usersPrecision: "about",
      customersAffected: 0,
      customersPrecision: "exact",
      unavailableFrom: new Date("2026-03-01T10:00:00Z"),
      unavailableTo: new Date("2026-03-01T12:00:00Z"),
      dataLoss: "none",
      delay: "One day",
    },
  },
  timeline: [
    {
      id: "0192f0a0-0000-7000-8000-0000000000c1",
      at: new Date("2026-03-01T10:00:00Z"),
      precision: "exact",
      kind: "alert",
      source: "manual",
      text: "Pool at 95 %",
      author: "Ben",
      attachments: [],
    },
  ],
  entriesLeftOut: 2,
  whatHappened: "Reports held connections.",
  rootCauses: [
    { id: "0192f0a0-0000-7000-8000-0000000000d1", title: "Leak", text: "Errors skipped the release." },
  ],
  factors: [
    {
      id: "0192f0a0-0000-7000-8000-0000000000d2",
      text: "Review missed it",
      category: "review_gap",
      positive: false,
      acceptedRisk: "Small team",
    },
  ],
  fixes: [{ id: "0192f0a0-0000-7000-8000-0000000000e1", text: "Closed them" }],
  codeChanges: [
    {
      id: "0192f0a0-0000-7000-8000-0000000000e2",
      file: "pool.py",
      text: "Pool size",
      before: "50",
      after: "200",
    },
  ],
  lessons: [
    { id: "0192f0a0-0000-7000-8000-0000000000f1", kind: "went_well", text: "Fast alert" },
    { id: "0192f0a0-0000-7000-8000-0000000000f2", kind: "went_wrong", text: "No leak test" },
    { id: "0192f0a0-0000-7000-8000-0000000000f3", kind: "lucky", text: "It was staging" },
  ],
  controls: [
    {
      id: "0192f0a0-0000-7000-8000-000000000101",
      kind: "technical",
      text: "Alert at 80 %",
      verification: "Monthly",
    },
    {
      id: "0192f0a0-0000-7000-8000-000000000102",
      kind: "process",
      text: "Review checklist",
      verification: null,
    },
  ],
  actionItems: [sampleItem],
  importedSignatures: [
    {
      id: "0192f0a0-0000-7000-8000-000000000111",
      step: "prepared",
      name: "Ada",
      title: "Engineer",
      signedOn: null,
      person: null,
    },
  ],
  importedSignedOn: "March 3, 2026",
  unplaced: [{ place: "before the first heading", markdown: "A note" }],
};

/** A file of an entry. */
export const sampleFile: PostMortemDocument["timeline"][number]["attachments"][number] = {
  ...{ id: "0192f0a0-0000-7000-8000-0000000000c2", fileName: "pool.png", description: "", type: "png" },
  ...{ size: 3, hash: new Uint8Array(32).fill(7), width: 2, height: 1, lines: null, opening: "" },
};
