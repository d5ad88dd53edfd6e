import { sha256 } from "../../core/canonical";
import { check, command } from "../../core/command";
import type { Context } from "../../core/context";
import type { Transaction } from "../../core/database";
import { demand } from "../../core/permissions";
import { isRefusal, Refusal } from "../../core/refusal";
import { getPortable } from "../exports/queries";
import { decodeMarkdown } from "../formats/highwater/decode";
import { parseHighwaterMarkdown } from "../formats/highwater/parse";
import { renderHighwaterMarkdown } from "../formats/highwater/render";
import type { PortableDocument } from "../schema";
import { changeExisting, makeIncident } from "./applying";
import { importParts } from "./labels";
import { findMatch, loadImport, problemIn, readDocument } from "./queries";
import { differingParts, obstacles } from "./rules";
import {
  applyImportInput,
  discardImportInput,
  uploadFormInput,
  uploadImportInput,
  verifyImportInput,
} from "./schema";

/** Keeps an uploaded document to be looked at. Refuses what is no document; nothing of it is written anywhere else yet. */
export const uploadImport = command(
  "import.upload",
  uploadImportInput,
  async ({ tx, context, input, changed }) => {
    const { fileName, source } = input;
    readDocument(source);
    if (context.actor.id === null) throw new Refusal("forbidden", "A person uploads documents.");
    const { id } = await tx.import.create({
      data: {
        fileName,
        source,
        hash: sha256(source),
        uploadedById: context.actor.id,
        uploadedAt: context.now,
      },
    });
    changed({ kind: "import", id }, { fileName: [null, fileName], characters: [null, source.length] });
    return { id };
  },
);

/** As `uploadImport`, from a form: a file, or text that was pasted. Refuses bytes that are no text. */
export const uploadImportForm = Object.assign(
  async (context: Context, input: unknown): Promise<{ id: string }> => {
    demand(context, "import.upload");
    const { file, pasted } = check(uploadFormInput, input);
    if (file) {
      const decoded = decodeMarkdown(new Uint8Array(await file.arrayBuffer()));
      if ("problem" in decoded) throw problemIn(decoded.problem, "file");
      return atField("file", uploadImport(context, { fileName: file.name, source: decoded.markdown }));
    }
    if (pasted.trim() === "") {
      const message = "Choose a file, or paste the document.";
      throw new Refusal("invalid", message, { file: message });
    }
    return atField("pasted", uploadImport(context, { fileName: "pasted.md", source: pasted }));
  },
  { action: "import.upload" as const },
);

/**
 * Makes of an uploaded document what its preview showed: a new incident with everything in it, or the chosen parts of
 * one that is here. Refuses when the document changed since the preview. Applying twice is quiet.
 */
export const applyImport = command("import.apply", applyImportInput, async (work) => {
  const { tx, context, input, changed } = work;
  await tx.$queryRaw`select 1 as held from import where id = ${input.importId}::uuid for update`;
  const upload = await loadImport(tx, context, input.importId);
  if (upload.incident) return { ref: upload.incident.ref };
  const { document } = readDocument(upload.source);
  const [obstacle] = obstacles(document);
  if (obstacle) throw new Refusal("invalid", obstacle);
  await takeTurns(tx, document, upload.hash);
  const match = input.asNew ? null : await findMatch(tx, context, document, upload.hash);
  const target = match
    ? await changeExisting(tx, context, match.ref, document, input)
    : await makeIncident(tx, context, document, input.severity);
  await tx.import.update({
    where: { id: upload.id },
    data: { state: "applied", appliedAt: context.now, incidentId: target.id },
  });
  changed(
    { kind: "import", id: upload.id, incidentId: target.id },
    {
      fileName: [null, upload.fileName],
      incident: [match ? target.ref : null, target.ref],
      ...target.changes,
    },
  );
  return { ref: target.ref };
});

/** Drops an upload that was only looked at. */
export const discardImport = command(
  "import.discard",
  discardImportInput,
  async ({ tx, context, input, changed }) => {
    const upload = await loadImport(tx, context, input.importId);
    const { count } = await tx.import.updateMany({
      where: { id: upload.id, state: "previewed" },
      data: { state: "discarded" },
    });
    if (count === 0) throw new Refusal("conflict", "It was applied already: there is nothing to drop.");
    changed({ kind: "import", id: upload.id }, { state: ["previewed", "discarded"] });
    return { id: upload.id };
  },
);

/** Proves that what an import stored leaves again as the same document, and writes down the parts that do not. */
export const verifyImport = command(
  "import.verify",
  verifyImportInput,
  async ({ tx, context, input, changed }) => {
    const upload = await loadImport(tx, context, input.importId);
    if (!upload.incident || upload.verifiedAt) return { id: upload.id };
    const stored = await getPortable(context, upload.incident.ref, tx);
    const back = parseHighwaterMarkdown(renderHighwaterMarkdown(stored));
    const mismatch = "problem" in back ? Object.keys(importParts) : differingParts(stored, back.document);
    await tx.import.update({ where: { id: upload.id }, data: { verifiedAt: context.now, mismatch } });
    changed(
      { kind: "import", id: upload.id, ...(upload.incidentId ? { incidentId: upload.incidentId } : {}) },
      { verifiedAt: [null, context.now], mismatch: [null, mismatch] },
    );
    return { id: upload.id };
  },
);

/** Says what is wrong with the document at the field of the form that it came through. */
async function atField<T>(field: string, uploading: Promise<T>): Promise<T> {
  try {
    return await uploading;
  } catch (error) {
    if (!isRefusal(error) || !error.fields.source) throw error;
    throw new Refusal(error.code, error.message, { [field]: error.fields.source });
  }
}

/** Two imports of one document at once take turns, so that the second finds what the first made. */
async function takeTurns(tx: Transaction, { header }: PortableDocument, hash: Uint8Array): Promise<void> {
  const name = header.ref ?? Buffer.from(hash).toString("hex");
  await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`import ${name}`}, 0))::text as locked`;
}
