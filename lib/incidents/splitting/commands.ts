import { type Incident, Prisma } from "../../../prisma/generated/client";
import { command, type Work } from "../../core/command";
import type { Transaction } from "../../core/database";
import { Refusal } from "../../core/refusal";
import { beginIncident, nextRef } from "../declaring";
import { lockBesideDeploys } from "../deploys/commands";
import { editDocument } from "../document-version";
import { movedReason, nameBeside } from "../merging/rules";
import { evidenceMilestones } from "../milestones/commands";
import { bringPeople } from "../participants/commands";
import { loadIncident } from "../queries";
import { writeSystemEntry } from "../timeline/commands";
import { canBeSplitOff, maySplit, sentenceOfSplit, statusOfSplit } from "./rules";
import { splitInput } from "./schema";

/**
 * Declares an incident from entries of another one. They stand there as copies that say where they came from; moved,
 * their originals are withdrawn with a reason that says where they went. The new incident takes over service, environment,
 * zone and mode, and is restricted to the same people. Action items and alerts go along where they are named. Refuses what
 * `maySplit` refuses, and what belongs to another incident or to this one alone.
 */
export const splitIncident = command("incident.split", splitInput, async (work) => {
  const { tx, context, input, changed } = work;
  const { timeZone } = await loadIncident(tx, context, input.ref);
  // Like a declaration: the counter first, then the deploys of the service.
  const ref = await nextRef(tx, context.now, timeZone);
  const source = await lockBesideDeploys(tx, context, input.ref);
  const entries = await chosenEntries(tx, source, input.entryIds);
  const { how, actionItemIds, alertIds } = input;
  const moves = how === "move";
  const documented = actionItemIds.length > 0 || (moves && entries.some(({ inDocument }) => inDocument));
  const verdict = maySplit(source, documented);
  if (!verdict.may) throw new Refusal("conflict", verdict.reason);

  const made = await begin(work, source, { ...input, ref });
  await tx.$executeRaw`
    insert into timeline_entry (id, incident_id, at, precision, kind, source, text, author_id, author_name, recorded_at,
      in_document, deploy_id, origin_id, origin_incident_id)
    select gen_random_uuid(), ${made.id}::uuid, at, precision, kind, source, text, author_id, author_name, ${context.now},
      in_document, deploy_id, coalesce(origin_id, id), coalesce(origin_incident_id, incident_id)
    from timeline_entry where id in (${Prisma.join(entries.map(({ id }) => Prisma.sql`${id}::uuid`))})
    order by at, sequence on conflict do nothing`;
  if (moves)
    await tx.timelineEntry.updateMany({
      where: { id: { in: entries.map(({ id }) => id) } },
      data: {
        withdrawnAt: context.now,
        withdrawnById: context.actor.id,
        withdrawnReason: movedReason(made.ref),
        withdrawnForId: made.id,
      },
    });
  await takeActionItems(work, source, made, actionItemIds);
  await takeAlerts(work, source, made, alertIds);
  if (statusOfSplit(source.status) === "triage") await tellDetection(work, made);
  changed(
    { kind: "incident", id: source.id, incidentId: source.id },
    { split: [null, made.ref], entries: [null, entries.length], how: [null, how] },
  );
  const text = sentenceOfSplit(made.ref, made.title, entries.length, how);
  await writeSystemEntry(tx, context, source, { kind: "status", text });
  if (documented) await editDocument(tx, source.id, context.now);
  await editDocument(tx, made.id, context.now);
  return { id: made.id, ref: made.ref };
});

async function chosenEntries(tx: Transaction, source: Incident, ids: readonly string[]) {
  const wanted = [...new Set(ids)];
  const entries = await tx.timelineEntry.findMany({ where: { id: { in: wanted }, incidentId: source.id } });
  if (entries.length !== wanted.length)
    throw refused("entryIds", `${source.ref} does not have all of these entries: load the page again.`);
  if (!entries.every(canBeSplitOff))
    throw refused(
      "entryIds",
      "What was withdrawn, or what Highwater wrote of the incident itself, stays where it is.",
    );
  return entries;
}

async function begin(
  { tx, context, changed }: Work,
  source: Incident,
  { ref, title, severity }: Pick<Incident, "ref" | "title" | "severity">,
): Promise<Incident> {
  const { service, environment } = await tx.incident.findUniqueOrThrow({
    where: { id: source.id },
    select: { service: true, environment: true },
  });
  const made = await beginIncident(
    { tx, context, changed },
    {
      ref,
      title,
      severity,
      status: statusOfSplit(source.status),
      mode: source.mode,
      service,
      environment,
      timeZone: source.timeZone,
      how: `, split off from ${nameBeside(source)}`,
      splitFromId: source.id,
      restrictedAt: source.restrictedAt && context.now,
    },
  );
  // Who may see what few may goes on seeing it; roles are given anew.
  if (source.restrictedAt) await bringPeople({ tx, context, changed }, source.id, made.id);
  return made;
}

/** Action items go along without the cause that they addressed: that stays in the other document. */
async function takeActionItems(
  { tx, changed }: Work,
  source: Incident,
  made: Incident,
  ids: readonly string[],
) {
  for (const id of new Set(ids)) {
    const { count } = await tx.actionItem.updateMany({
      where: { id, incidentId: source.id },
      data: { incidentId: made.id, rootCauseId: null, factorId: null },
    });
    if (count === 0) throw refused("actionItemIds", `${source.ref} does not have all of these action items.`);
    changed({ kind: "action-item", id, incidentId: made.id }, { incident: [nameBeside(source), made.ref] });
  }
}

async function takeAlerts({ tx, changed }: Work, source: Incident, made: Incident, ids: readonly string[]) {
  for (const id of new Set(ids)) {
    const { count } = await tx.alert.updateMany({
      where: { id, incidentId: source.id },
      data: { incidentId: made.id },
    });
    if (count === 0) throw refused("alertIds", `${source.ref} does not have all of these alerts.`);
    changed({ kind: "alert", id, incidentId: made.id }, { incident: [nameBeside(source), made.ref] });
  }
}

/** It was detected when the first alert or detection that it begins with says so. */
async function tellDetection(work: Work, made: Incident): Promise<void> {
  const first = await work.tx.timelineEntry.findFirst({
    where: { incidentId: made.id, originId: { not: null }, kind: { in: ["alert", "detection"] } },
    orderBy: [{ at: "asc" }, { sequence: "asc" }],
  });
  if (first) await evidenceMilestones(work, made, [{ kind: "detectedAt", at: first.at, entryId: first.id }]);
}

const refused = (field: string, reason: string) => new Refusal("invalid", reason, { [field]: reason });
