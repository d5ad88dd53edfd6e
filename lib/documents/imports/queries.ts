import { baseOf } from "../../core/base";
import type { Context } from "../../core/context";
import { database, type Reader } from "../../core/database";
import { Refusal } from "../../core/refusal";
import { isUuid } from "../../core/text";
import { findIncidentByRef } from "../../incidents/queries";
import { visibleTo } from "../../incidents/rules";
import { getPortable } from "../exports/queries";
import { parseHighwaterMarkdown } from "../formats/highwater/parse";
import { type Difference, differences } from "../rules";
import type { PortableDocument } from "../schema";
import type { ImportPart } from "./labels";
import { differingParts, obstacles, withGapsFilled, withoutNumbers } from "./rules";

/** An uploaded document before it is applied: what will be made of it, and nothing of that written yet. */
export type ImportPreview = {
  id: string;
  fileName: string;
  uploadedAt: Date;
  document: PortableDocument;
  notes: { line: number; message: string }[];
  /** Why it cannot be stored, if it cannot. */
  obstacles: string[];
  /** The incident that the document speaks of, where it is here already. */
  existing: {
    ref: string;
    title: string;
    /** Stands for what is here, so that nothing is taken over unseen. */
    base: string;
    differing: ImportPart[];
    differences: Difference[];
  } | null;
  /** What became of it, and whether its round trip has been proved: null until then, else the parts that did not come back. */
  appliedTo: { ref: string; mismatch: string[] | null } | null;
};

/** The actor's own upload with what it will do. Refuses with 'not_found' what somebody else uploaded. */
export async function getImportPreview(
  context: Context,
  importId: string,
  reader: Reader = database(),
): Promise<ImportPreview> {
  const upload = await loadImport(reader, context, importId);
  const { document, notes } = readDocument(upload.source);
  const match = await findMatch(reader, context, document, upload.hash);
  const appliedTo = upload.incident && {
    ref: upload.incident.ref,
    mismatch: upload.verifiedAt ? upload.mismatch : null,
  };
  const { id, fileName, uploadedAt } = upload;
  const shown = { id, fileName, uploadedAt, notes, obstacles: obstacles(document), appliedTo };
  if (!match || appliedTo) return { ...shown, document, existing: null };
  const current = await getPortable(context, match.ref, reader);
  const incoming = withGapsFilled(document, current);
  const { ref, title } = match;
  return {
    ...shown,
    document: incoming,
    existing: {
      ...{ ref, title, base: baseOf(current) },
      differing: differingParts(current, incoming),
      differences: differences(withoutNumbers(current), withoutNumbers(incoming)),
    },
  };
}

const NOBODYS = "00000000-0000-0000-0000-000000000000";

/** An upload of the actor's. */
export async function loadImport(reader: Reader, context: Context, importId: string) {
  const upload = await reader.import.findFirst({
    where: {
      id: isUuid(importId) ? importId : NOBODYS,
      state: { not: "discarded" },
      ...(context.actor.role === "system" ? {} : { uploadedById: context.actor.id ?? "" }),
    },
    include: { incident: { select: { ref: true } } },
  });
  if (!upload) throw new Refusal("not_found", "There is no such upload of yours.");
  return upload;
}

/** What the importer reads in a source. Refuses what is no document at all, with the reason. */
export function readDocument(
  source: string,
  field = "source",
): {
  document: PortableDocument;
  notes: { line: number; message: string }[];
} {
  const read = parseHighwaterMarkdown(source);
  if ("problem" in read) throw problemIn(read.problem, field);
  return read;
}

/** The refusal of something that is no document, at the field that it came through. */
export function problemIn({ code, message }: { code: string; message: string }, field: string): Refusal {
  return new Refusal(code === "too_large" ? "too_large" : "invalid", message, { [field]: message });
}

/** The incident that a document speaks of: by its ref, ours or its own, else because this very text was imported before. */
export async function findMatch(
  reader: Reader,
  context: Context,
  document: PortableDocument,
  hash: Uint8Array<ArrayBuffer>,
) {
  const { ref } = document.header;
  const named = ref ? await findIncidentByRef(reader, context, ref) : null;
  if (named) return named;
  return reader.incident.findFirst({
    where: { AND: [visibleTo(context.actor), { imports: { some: { hash, state: "applied" } } }] },
    orderBy: { createdAt: "asc" },
  });
}
