import { z } from "zod";
import { Severity } from "../../../prisma/generated/enums";

/** The parts of a document that an import takes over one by one, in the document's order. */
export const importParts = {
  header: "Header",
  milestones: "Milestones",
  summary: "Summary",
  impact: "Impact",
  timeline: "Timeline",
  analysis: "Root cause analysis",
  resolution: "Resolution",
  lessons: "Lessons",
  actionItems: "Action items",
  controls: "Prevention",
  signatures: "Sign-off",
  unplaced: "Not placed",
} as const;

/** The name of a part. */
export type ImportPart = keyof typeof importParts;

const partNames = Object.keys(importParts) as [ImportPart, ...ImportPart[]];

/** A document to look at before anything is made of it. */
export const uploadImportInput = z.object({
  fileName: z.string().trim().min(1).max(255),
  source: z.string().min(1, "The file is empty."),
});

/** What to make of an uploaded document. `version` is that of the document as the differences were shown. */
export const applyImportInput = z.object({
  importId: z.uuid("This upload is not known here."),
  severity: z.preprocess(
    (given) => (given === "" ? undefined : given),
    z.enum(Severity, "Choose a severity.").optional(),
  ),
  version: z.preprocess(
    (given) => (given === "" ? undefined : given),
    z.coerce.number().int().positive().optional(),
  ),
  parts: z.array(z.enum(partNames)).default([]),
});

export const discardImportInput = z.object({ importId: z.uuid("This upload is not known here.") });

export const verifyImportInput = z.object({ importId: z.uuid() });
