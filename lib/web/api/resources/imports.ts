import { z } from "zod";
import { applyImport, discardImport, uploadImport } from "../../../documents/imports/commands";
import { importParts } from "../../../documents/imports/labels";
import { getImportPreview } from "../../../documents/imports/queries";
import { portableDocument } from "../../../documents/schema";
import { read } from "../reading";
import { write } from "../writing";
import { instant } from "./parts";

const MOST_BYTES = 6 * 1024 * 1024;

const part = z.enum(Object.keys(importParts) as [keyof typeof importParts]);

const preview = z
  .object({
    id: z.uuid(),
    fileName: z.string(),
    uploadedAt: instant,
    document: portableDocument.meta({ id: "PortableDocument" }),
    notes: z.array(z.object({ line: z.int(), message: z.string() })),
    obstacles: z.array(z.string()),
    existing: z
      .object({
        ref: z.string(),
        title: z.string(),
        base: z.string(),
        differing: z.array(part),
        differences: z.array(z.object({ section: z.string(), before: z.string(), after: z.string() })),
      })
      .nullable(),
    appliedTo: z.object({ ref: z.string(), mismatch: z.array(z.string()).nullable() }).nullable(),
  })
  .meta({ id: "ImportPreview" });

/** Documents that arrive: uploaded, looked at, and then made an incident of or taken over into one. */
export const imports = {
  upload: write(uploadImport, {
    route: "POST /imports",
    scope: "documents:write",
    status: 201,
    summary: "Upload a post-mortem to look at",
    description:
      "As JSON, or the Markdown itself as `text/markdown`. Nothing is made of it yet: the answer says what would be, and `existing` names the incident that it speaks of where that is here already.",
    bodyBytes: MOST_BYTES,
    markdownField: "source",
    answer: preview,
    shows: (context, { id }, reader) => getImportPreview(context, id, reader),
    location: ({ id }) => `/imports/${id}`,
  }),

  get: read({
    route: "GET /imports/{importId}",
    id: "import.get",
    scope: "documents:write",
    summary: "Look at an upload",
    description:
      "One's own. Once it is applied, `appliedTo` says where, and whether its round trip was proved.",
    answer: preview,
    run: (context, { importId }) => getImportPreview(context, importId),
  }),

  apply: write(applyImport, {
    route: "POST /imports/{importId}/application",
    scope: "documents:write",
    summary: "Make an incident of an upload, or take parts over",
    description:
      "A new incident, or the chosen `parts` of the one in `existing`; then `base` must be that of the preview, and where the incident changed since, it is a conflict: look at the upload again. `asNew` makes a new one all the same. Applying twice is quiet.",
    answer: z.object({ ref: z.string() }),
    shows: async (_context, output) => output,
    location: ({ ref }) => `/incidents/${ref}`,
  }),

  discard: write(discardImport, {
    route: "DELETE /imports/{importId}",
    scope: "documents:write",
    status: 204,
    summary: "Drop an upload that was only looked at",
  }),
};
