import { findEnvironment } from "../../catalog/environments/queries";
import { findService } from "../../catalog/services/queries";
import { sha256 } from "../../core/canonical";
import { check, command } from "../../core/command";
import type { Context } from "../../core/context";
import type { Transaction } from "../../core/database";
import { demand } from "../../core/permissions";
import { Refusal } from "../../core/refusal";
import { nextRef } from "../../incidents/commands";
import { editDocument } from "../../incidents/document-version";
import { lockIncident } from "../../incidents/queries";
import { ensurePostMortem } from "../../reviews/section";
import { getPortable } from "../exports/queries";
import { decodeMarkdown } from "../formats/highwater/decode";
import { parseHighwaterMarkdown } from "../formats/highwater/parse";
import { renderHighwaterMarkdown } from "../formats/highwater/render";
import type { PortableDocument } from "../schema";
import { findMatch, loadImport, problemIn, readDocument } from "./queries";
import { differingParts, obstacles, statusOf, withGapsFilled } from "./rules";
import {
  applyImportInput,
  discardImportInput,
  type ImportPart,
  importParts,
  uploadFormInput,
  uploadImportInput,
  verifyImportInput,
} from "./schema";
import { writePart } from "./writing";

/** Keeps an uploaded document to be looked at. Refuses what is no document; nothing of it is written anywhere else yet. */
export const uploadImport = command(
  "import.upload",
  uploadImportInput,
  async ({ tx, context, input, changed }) => {
    const { fileName, source } = input;
    readDocument(source, input.field);
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
      return uploadImport(context, { fileName: file.name, source: decoded.markdown, field: "file" });
    }
    if (pasted.trim() === "") {
      const message = "Choose a file, or paste the document.";
      throw new Refusal("invalid", message, { file: message });
    }
    return uploadImport(context, { fileName: "pasted.md", source: pasted, field: "pasted" });
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
  const match = await findMatch(tx, context, document, upload.hash);
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
      parts: [null, target.parts],
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
    if (upload.state === "applied")
      throw new Refusal("conflict", `It was applied already, to ${upload.incident?.ref}.`);
    await tx.import.update({ where: { id: upload.id }, data: { state: "discarded" } });
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

/** Two imports of one document at once take turns, so that the second finds what the first made. */
async function takeTurns(tx: Transaction, { header }: PortableDocument, hash: Uint8Array): Promise<void> {
  const name = header.ref ?? Buffer.from(hash).toString("hex");
  await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`import ${name}`}, 0))::text as locked`;
}

async function makeIncident(
  tx: Transaction,
  context: Context,
  document: PortableDocument,
  severity: PortableDocument["header"]["severity"] | undefined,
) {
  const { header } = document;
  const chosen = header.severity ?? severity;
  if (!chosen) {
    const message = "The document does not say a severity: choose one.";
    throw new Refusal("invalid", message, { severity: message });
  }
  const { serviceId, environmentId, lost } = await placeHeader(tx, context, document);
  const first = document.timeline[0]?.at ?? document.milestones[0]?.at;
  const incident = await tx.incident.create({
    data: {
      ref: await nextRef(tx, first ? new Date(first) : context.now, header.timeZone),
      foreignRef: header.ref,
      title: header.title,
      severity: chosen,
      status: statusOf(document),
      mode: header.mode ?? "retrospective",
      serviceId,
      environmentId,
      timeZone: header.timeZone,
      statedDuration: header.statedDuration,
      declaredById: context.actor.id,
      createdAt: context.now,
      touchedAt: context.now,
    },
  });
  await ensurePostMortem(tx, incident.id, context.now);
  if (header.classification)
    await tx.postMortem.update({
      where: { incidentId: incident.id },
      data: { classification: header.classification },
    });
  if (context.actor.id !== null)
    await tx.participant.create({
      data: {
        incidentId: incident.id,
        personId: context.actor.id,
        role: "participant",
        addedAt: context.now,
      },
    });
  const parts = Object.keys(importParts) as ImportPart[];
  const unplaced = [...lost, ...document.unplaced];
  await writeParts(tx, context, incident.id, { ...document, unplaced }, parts);
  return { id: incident.id, ref: incident.ref, parts };
}

async function changeExisting(
  tx: Transaction,
  context: Context,
  ref: string,
  incoming: PortableDocument,
  input: { parts: ImportPart[]; version?: number | undefined },
) {
  const incident = await lockIncident(tx, context, ref);
  if (input.version !== incident.documentVersion)
    throw new Refusal(
      "conflict",
      `${incident.ref} changed since the differences were shown. Look at them again.`,
    );
  if (input.parts.length === 0) {
    const message = "Choose at least one part to take over.";
    throw new Refusal("invalid", message, { parts: message });
  }
  const current = await getPortable(context, incident.ref, tx);
  const document = withGapsFilled(incoming, current);
  const parts = input.parts.filter((part) => differingParts(current, document).includes(part));
  if (parts.length === 0) return { id: incident.id, ref: incident.ref, parts };
  await ensurePostMortem(tx, incident.id, context.now);
  const placed = await placeHeader(tx, context, document);
  if (parts.includes("header")) await writeHeader(tx, incident.id, document, placed, current.unplaced);
  const unplaced = [...(parts.includes("header") ? placed.lost : []), ...document.unplaced];
  await writeParts(tx, context, incident.id, { ...document, unplaced }, parts);
  await tx.postMortem.update({ where: { incidentId: incident.id }, data: { editedAt: context.now } });
  await editDocument(tx, incident.id, context.now);
  return { id: incident.id, ref: incident.ref, parts };
}

async function writeParts(
  tx: Transaction,
  context: Context,
  incidentId: string,
  document: PortableDocument,
  parts: readonly ImportPart[],
): Promise<void> {
  for (const part of parts) await writePart[part]?.({ tx, context, incidentId }, document);
}

async function writeHeader(
  tx: Transaction,
  incidentId: string,
  document: PortableDocument,
  { serviceId, environmentId, lost }: Awaited<ReturnType<typeof placeHeader>>,
  unplaced: PortableDocument["unplaced"],
): Promise<void> {
  const { header } = document;
  await tx.incident.update({
    where: { id: incidentId },
    data: {
      title: header.title,
      ...(header.severity ? { severity: header.severity } : {}),
      status: statusOf(document),
      ...(header.mode ? { mode: header.mode } : {}),
      ...{ serviceId, environmentId },
      timeZone: header.timeZone,
      statedDuration: header.statedDuration,
      version: { increment: 1 },
    },
  });
  await tx.postMortem.update({
    where: { incidentId },
    data: {
      ...(lost.length > 0 ? { unplaced: [...lost, ...unplaced] } : {}),
      ...(header.classification ? { classification: header.classification } : {}),
    },
  });
}

/** Finds service and environment by name. What is not known here is kept word for word, like all that has no place. */
async function placeHeader(tx: Transaction, context: Context, { header }: PortableDocument) {
  const service = header.service ? await findService(context, header.service, tx) : null;
  const environment = header.environment ? await findEnvironment(context, header.environment, tx) : null;
  const lost: PortableDocument["unplaced"] = [];
  if (header.service && !service) lost.push({ place: "Service", markdown: header.service });
  if (header.environment && !environment) lost.push({ place: "Environment", markdown: header.environment });
  return {
    serviceId: service?.id ?? null,
    environmentId: environment?.id ?? null,
    lost,
  };
}
