import type { Incident } from "../../../prisma/generated/client";
import { takeDeployTurns } from "../../catalog/deploys/commands";
import { command, type Work } from "../../core/command";
import type { Context } from "../../core/context";
import type { Transaction } from "../../core/database";
import { declareIncident } from "../../incidents/commands";
import { fillInImpact } from "../../incidents/impact/commands";
import { endOfMerges, lockWhereItGoesOn } from "../../incidents/merging/queries";
import { type Evidenced, evidenceMilestones } from "../../incidents/milestones/commands";
import { lockIncident } from "../../incidents/queries";
import { isOpen } from "../../incidents/rules";
import { writeSystemEntry } from "../../incidents/timeline/commands";
import type { Attribution } from "../../pools/attribution/schema";
import type { Holder } from "../../pools/schema";
import { alertSeverityLabels, alertStandingLabels } from "../rules/labels";
import { sayAlert, sayCrossing, sayValue } from "../words";
import {
  findAlert,
  findIncidentOf,
  type PlacedAlert,
  placeOf,
  takeTurns,
  unwellSince,
  usualZone,
} from "./incidents";
import {
  detectionOf,
  impactStartOf,
  incidentSeverityOf,
  sayAttribution,
  sayDetection,
  sayHolders,
  whyUnwatched,
} from "./rules";
import { onAlertInput } from "./schema";

/**
 * Does what follows from an alert that fires, once: joins the open incident that it belongs to, or declares one, as its
 * rule says; the alert, its crossing and those who held connections are in the timeline then, and impact start, detection
 * and what was measured of the impact are filled in by them. Other alerts of the same pool that fire come along. Quiet
 * where it was done, and where the alert has ended meanwhile.
 */
export const respondToAlert = command("alert.respond", onAlertInput, async (work) => {
  const { tx, context, input, changed } = work;
  const known = await findAlert(tx, input.alertId);
  if (!known) return { incident: null };
  await takeTurns(tx, known);
  const alert = await findAlert(tx, input.alertId);
  if (!alert || alert.respondedAt || alert.state !== "firing") return { incident: null };
  const incident = await incidentFor(work, alert);
  await tx.alert.update({ where: { id: alert.id }, data: { respondedAt: context.now } });
  changed(
    { kind: "alert", id: alert.id, ...(incident ? { incidentId: incident.id } : {}) },
    { respondedAt: [null, context.now], incident: [null, incident?.ref ?? null] },
  );
  if (incident && alert.incidentId === null) await bring(work, incident, alert);
  return { incident: incident?.ref ?? null };
});

/**
 * Tells once that an alert is over, in the timeline of its incident too, while that is open: that all is well where it
 * was seen to be, else that it is watched no more, and why. Quiet where nobody was told that it began.
 */
export const endAlert = command("alert.end", onAlertInput, async (work) => {
  const { tx, context, input, changed } = work;
  const known = await findAlert(tx, input.alertId);
  if (!known) return { incident: null };
  await takeTurns(tx, known);
  const alert = await findAlert(tx, input.alertId);
  if (!alert?.endedAt || alert.state !== "resolved") return { incident: null };
  const { id, endedAt, incidentId } = alert;
  if (!alert.respondedAt && !incidentId) return { incident: null };
  const { count } = await tx.alert.updateMany({
    where: { id, endToldAt: null },
    data: { endToldAt: context.now },
  });
  if (count === 0) return { incident: null };
  changed({ kind: "alert", id, ...(incidentId ? { incidentId } : {}) }, { endedAt: [null, endedAt] });
  const found = incidentId ? await tx.incident.findUnique({ where: { id: incidentId } }) : null;
  if (!found || !isOpen(found.status)) return { incident: found?.ref ?? null };
  const incident = await lockWhereItGoesOn(tx, context, found.ref);
  const { name } = placeOf(alert);
  const { figure, worstValue, lastValue } = alert;
  const [now, worst] = [sayValue(figure, lastValue), sayValue(figure, worstValue)];
  const why = whyUnwatched(alert);
  const said = why
    ? `${alertStandingLabels.unwatched}: ${name}, because ${why}; it was last at ${now}, at worst at ${worst}`
    : `Well again: ${name}, now ${now}, at worst ${worst}`;
  const text = `${said} (alert ${alert.number}: ${alert.name})`;
  await writeSystemEntry(tx, context, incident, { kind: "alert", source: "alert", at: endedAt, text });
  if (alert.healthCheckId && why === null)
    await fillInImpact(work, incident.id, { unavailableTo: alert.clearSince ?? endedAt });
  return { incident: found.ref };
});

async function incidentFor(work: Work, alert: PlacedAlert): Promise<Incident | null> {
  const { tx, context } = work;
  if (alert.response === "record") return null;
  const joined = await findIncidentOf(tx, alert, context.now);
  if (joined) {
    // What it tells may move the beginning, and so bring deploys in: those are waited for before the incident is held.
    const { serviceId } = await endOfMerges(tx, joined.id);
    if (serviceId) await takeDeployTurns(tx, serviceId);
    return lockWhereItGoesOn(tx, context, joined.ref);
  }
  if (alert.response !== "declare") return null;
  const { name, service, environment } = placeOf(alert);
  const { ref } = await declareIncident.within(tx, context, {
    title: sayAlert(alert.figure, name, alert.worstValue).slice(0, 300),
    severity: incidentSeverityOf[alert.severity],
    service: service && !service.archivedAt ? service.slug : undefined,
    environment: environment && !environment.archivedAt ? environment.slug : undefined,
    timeZone: await usualZone(tx, service?.id ?? null),
  });
  return lockIncident(tx, context, ref);
}

/** Brings an alert into an incident, and the open ones of the same thing that are in none. */
async function bring(work: Work, incident: Incident, alert: PlacedAlert): Promise<void> {
  const { tx, context } = work;
  const { poolId, healthCheckId } = alert;
  const others = await tx.alert.findMany({
    where: {
      ...(poolId ? { poolId } : { healthCheckId }),
      endedAt: null,
      incidentId: null,
      id: { not: alert.id },
    },
    orderBy: { pendingAt: "asc" },
  });
  const brought = [...others.filter(({ state }) => state === "firing"), alert];
  await tx.alert.updateMany({
    where: { id: { in: brought.map(({ id }) => id) } },
    data: { incidentId: incident.id },
  });
  const entries = new Map<string, { crossed: string; fired: string }>();
  for (const one of brought)
    entries.set(one.id, await tellAlert(tx, context, incident, { ...alert, ...one }));
  const [start, detection] = [impactStartOf(brought), detectionOf(brought)];
  const evidenced: Evidenced[] = [];
  if (start)
    evidenced.push({
      ...{ kind: "impactStartedAt", at: start.at, entryId: entries.get(start.alertId)?.crossed ?? null },
    });
  if (detection)
    evidenced.push({
      ...{ kind: "detectedAt", at: detection.at, entryId: entries.get(detection.alertId)?.fired ?? null },
    });
  await evidenceMilestones(work, incident, evidenced);
  const found = brought.find(({ id }) => id === detection?.alertId);
  await fillInImpact(work, incident.id, {
    detection: found && detection ? sayDetection(found, detection.at, start?.at ?? null) : undefined,
    unavailableFrom: healthCheckId ? await unwellSince(tx, healthCheckId, alert.pendingAt) : undefined,
  });
}

/** Writes an alert into the timeline: its crossing, its firing, and who held the connections then. */
async function tellAlert(tx: Transaction, context: Context, incident: Incident, alert: PlacedAlert) {
  const { pendingAt, firingAt, firstValue, severity } = alert;
  const { name } = placeOf(alert);
  const crossed = await writeSystemEntry(tx, context, incident, {
    ...{ kind: "metric", source: "metric", at: pendingAt },
    text: sayCrossing(alert, name, firstValue),
  });
  const fired = await writeSystemEntry(tx, context, incident, {
    ...{ kind: "alert", source: "alert", at: firingAt ?? pendingAt },
    text: `${alertSeverityLabels[severity]} alert ${alert.number}: ${alert.name}`,
  });
  const held = [
    sayHolders((alert.holders ?? []) as Holder[]),
    alert.attribution ? sayAttribution(alert.attribution as Attribution) : "",
  ].filter((text) => text !== "");
  if (held.length > 0)
    await writeSystemEntry(tx, context, incident, {
      ...{ kind: "finding", source: "metric", at: alert.holdersAt ?? firingAt ?? pendingAt },
      text: held.join("\n\n"),
    });
  return { crossed: crossed.id, fired: fired.id };
}
