/** The parts of a document that an import takes over one by one, with the section's name in `differences`. */
export const importParts = {
  header: "Header",
  summary: "Summary",
  impact: "Impact",
  timeline: "Timeline",
  analysis: "Root cause analysis",
  resolution: "Resolution",
  lessons: "Lessons learned",
  actionItems: "Action items",
  controls: "Prevention",
  signatures: "Sign-off",
  unplaced: "Not placed",
} as const;

/** The name of a part. */
export type ImportPart = keyof typeof importParts;
