import { findEnvironment } from "../../catalog/environments/queries";
import { findService } from "../../catalog/services/queries";
import { baseOf } from "../../core/base";
import type { Context } from "../../core/context";
import type { Transaction } from "../../core/database";
import { Refusal } from "../../core/refusal";
import { nextRef } from "../../incidents/declaring";
import { bringDeploys } from "../../incidents/deploys/commands";
import { editDocument } from "../../incidents/document-version";
import { statusLabels } from "../../incidents/labels";
import { lockIncident } from "../../incidents/queries";
import { mayMove } from "../../incidents/status/rules";
import { writeSystemEntry } from "../../incidents/timeline/commands";
import { ensurePostMortem } from "../../reviews/section";
import { getPortable } from "../exports/queries";
import type { PortableDocument } from "../schema";
import { type ImportPart, importParts } from "./labels";
import { differingParts, partOf, statusOf, withGapsFilled } from "./rules";
import { writePart } from "./writing";

/** Where an import went, and what it changed there, part by part: [before, after]. */
export type Applied = { id: string; ref: string; changes: Record<string, [before: unknown, after: unknown]> };

/** Makes a new incident of a document, with everything in it. Asks for a severity where the document says none. */
export async function makeIncident(
  tx: Transaction,
  context: Context,
  document: PortableDocument,
  severity: PortableDocument["header"]["severity"] | undefined,
): Promise<Applied> {
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
  // What was entered afterwards leaves them out of its document, which stays as it was imported.
  if (incident.mode === "retrospective") await bringDeploys(tx, context, incident);
  const after = await getPortable(context, incident.ref, tx);
  return { id: incident.id, ref: incident.ref, changes: changesBetween(null, after, parts) };
}

/**
 * Takes the chosen parts of a document over into an incident that is here. Refuses when anything that the differences
 * showed has changed since, and a status that the incident may not move to.
 */
export async function changeExisting(
  tx: Transaction,
  context: Context,
  ref: string,
  incoming: PortableDocument,
  input: { parts: ImportPart[]; base?: string | undefined },
): Promise<Applied> {
  const incident = await lockIncident(tx, context, ref);
  const current = await getPortable(context, incident.ref, tx);
  if (input.base !== baseOf(current))
    throw new Refusal(
      "conflict",
      `${incident.ref} changed since the differences were shown. Look at them again.`,
    );
  if (input.parts.length === 0) {
    const message = "Choose at least one part to take over.";
    throw new Refusal("invalid", message, { parts: message });
  }
  const document = withGapsFilled(incoming, current);
  const parts = input.parts.filter((part) => differingParts(current, document).includes(part));
  if (parts.length === 0) return { id: incident.id, ref: incident.ref, changes: {} };
  await ensurePostMortem(tx, incident.id, context.now);
  const placed = await placeHeader(tx, context, document);
  if (parts.includes("header")) {
    await moveStatus(tx, context, incident, statusOf(document));
    await writeHeader(tx, incident.id, document, placed, current.unplaced);
  }
  const unplaced = [...(parts.includes("header") ? placed.lost : []), ...document.unplaced];
  await writeParts(tx, context, incident.id, { ...document, unplaced }, parts);
  await tx.postMortem.update({ where: { incidentId: incident.id }, data: { editedAt: context.now } });
  await editDocument(tx, incident.id, context.now);
  const after = await getPortable(context, incident.ref, tx);
  return { id: incident.id, ref: incident.ref, changes: changesBetween(current, after, parts) };
}

/** What the trail is told: every part that was written, as it was and as it is. */
function changesBetween(
  before: PortableDocument | null,
  after: PortableDocument,
  parts: readonly ImportPart[],
): Applied["changes"] {
  return Object.fromEntries(
    parts.map((part) => [part, [before && partOf(before, part), partOf(after, part)]]),
  );
}

/** A status that a document states is a move like any other: refused where it may not be, and an entry tells of it. */
async function moveStatus(
  tx: Transaction,
  context: Context,
  incident: Parameters<typeof writeSystemEntry>[2] & { status: PortableDocument["header"]["status"] },
  to: ReturnType<typeof statusOf>,
): Promise<void> {
  const from = incident.status;
  if (!from || from === to) return;
  const verdict = mayMove(from, to);
  if (!verdict.may) throw new Refusal("conflict", `The file says ${statusLabels[to]}. ${verdict.reason}`);
  const text = `Status ${statusLabels[from]} → ${statusLabels[to]}, as an imported document says`;
  await writeSystemEntry(tx, context, incident, { kind: "status", text });
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
