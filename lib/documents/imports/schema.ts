import { z } from "zod";
import { Severity } from "../../../prisma/generated/enums";
import { type ImportPart, importParts } from "./labels";

const partNames = Object.keys(importParts) as [ImportPart, ...ImportPart[]];

const example = `# Incident Report: Checkout is down

## Timeline

| Time (UTC) | Event |
| --- | --- |
| 2026-03-02 14:21 | Checkout answers nobody |
| 2026-03-02 14:40 | Restarted, and back |
`;

/** A document to look at before anything is made of it. */
export const uploadImportInput = z.object({
  fileName: z.string().trim().min(1).max(255).default("document.md"),
  source: z.string("Send the document, as Markdown.").meta({ examples: [example] }),
});

/** The upload form: a file, or pasted text. */
export const uploadFormInput = z.object({
  file: z
    .instanceof(File)
    .optional()
    .transform((file) => (file && file.size + file.name.length > 0 ? file : undefined))
    .refine(
      (file) => file === undefined || /\.(?:md|markdown|txt)$/i.test(file.name),
      "Choose a Markdown file: its name ends in .md, .markdown or .txt.",
    ),
  pasted: z.string().default(""),
});

/** What to make of an uploaded document. */
export const applyImportInput = z.object({
  importId: z.uuid("This upload is not known here."),
  severity: z.preprocess(
    (given) => (given === "" ? undefined : given),
    z.enum(Severity, "Choose a severity.").optional(),
  ),
  /** Stands for the incident as it was when the differences were shown. */
  base: z.string().optional(),
  /** Makes a new incident though one of this reference is here: it may be another system's. */
  asNew: z.preprocess((given) => given === "yes" || given === true, z.boolean()),
  parts: z.array(z.enum(partNames)).default([]),
});

/** An upload to drop. */
export const discardImportInput = z.object({ importId: z.uuid("This upload is not known here.") });

/** An applied import whose round trip is to be proved. */
export const verifyImportInput = z.object({ importId: z.uuid() });
