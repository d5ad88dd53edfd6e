import { command } from "../core/command";
import type { Context } from "../core/context";
import type { Transaction } from "../core/database";
import { Refusal, staleEdit } from "../core/refusal";
import { chooseEnvironment, chooseService } from "./choices";
import { beginIncident } from "./declaring";
import { bringDeploys, lockBesideDeploys } from "./deploys/commands";
import { editDocument, touchIncident } from "./document-version";
import { modeLabels } from "./labels";
import { reachMilestones } from "./milestones/commands";
import { lockIncident } from "./queries";
import { headerOf, mayAcknowledge } from "./rules";
import { declareIncidentInput, editIncidentInput, onIncidentInput } from "./schema";
import { sentenceOfSeverity } from "./severity/rules";
import { writeSystemEntry } from "./timeline/commands";

/**
 * Declares an incident and gives it the next ref of the year in its zone. Live ones and drills begin in triage,
 * detected and declared now; one that is entered afterwards begins resolved, with no milestone set. Who declares takes
 * part. The environment is the service's primary one where none is given, the zone the declarer's own. Deploys of the
 * service in the hours before stand on its timeline. One that is `restricted` is so from the first moment, whoever
 * declares it: only participants and admins ever see it.
 */
export const declareIncident = command("incident.declare", declareIncidentInput, async (work) => {
  const { tx, context, input } = work;
  const service = await chooseService(tx, context, input.service, null);
  const primary = service?.deployments.find((deployment) => deployment.primary)?.environment ?? null;
  const environment = input.environment
    ? await chooseEnvironment(tx, context, input.environment, null)
    : primary;
  const timeZone = input.timeZone ?? (await zoneOfActor(tx, context));
  const mode = input.mode ?? "live";
  const { title, severity } = input;
  const { id, ref } = await beginIncident(work, {
    title,
    severity,
    status: mode === "retrospective" ? "resolved" : "triage",
    mode,
    service,
    environment,
    timeZone,
    how: mode === "live" ? "" : ` (${modeLabels[mode].toLowerCase()})`,
    restrictedAt: input.restricted ? context.now : null,
  });
  return { id, ref };
});

/**
 * Changes title, severity, service, environment and zone. Refuses a stale form with the header as it is now as
 * `detail.current`. A change of severity leaves an entry.
 */
export const editIncident = command(
  "incident.edit",
  editIncidentInput,
  async ({ tx, context, input, changed }) => {
    const incident = await lockBesideDeploys(tx, context, input.ref, input.service);
    const { id, ref } = incident;
    const rows = await tx.incident.findUniqueOrThrow({
      where: { id },
      select: { service: { select: { slug: true } }, environment: { select: { slug: true } } },
    });
    const before = headerOf({ ...incident, ...rows });
    if (incident.version !== input.version) throw staleEdit({ ...before, version: incident.version });
    const service = await chooseService(tx, context, input.service, before.service);
    const environment = await chooseEnvironment(tx, context, input.environment, before.environment);
    const { title, severity, timeZone } = input;
    const after = headerOf({ title, severity, timeZone, service, environment });
    if (JSON.stringify(before) === JSON.stringify(after)) return { ref };
    await tx.incident.update({
      where: { id },
      data: {
        title,
        severity,
        timeZone,
        serviceId: service?.id ?? null,
        environmentId: environment?.id ?? null,
        version: { increment: 1 },
      },
    });
    changed(
      { kind: "incident", id, incidentId: id },
      {
        title: [before.title, title],
        severity: [before.severity, severity],
        service: [before.service, after.service],
        environment: [before.environment, after.environment],
        timeZone: [before.timeZone, timeZone],
      },
    );
    if (severity !== before.severity)
      await writeSystemEntry(tx, context, incident, {
        kind: "status",
        text: sentenceOfSeverity(before.severity, severity),
      });
    const signed =
      before.title !== title || before.severity !== severity || before.environment !== after.environment;
    if (signed) await editDocument(tx, id, context.now);
    else await touchIncident(tx, id, context.now);
    const place = { serviceId: service?.id ?? null, environmentId: environment?.id ?? null };
    await bringDeploys(tx, context, { id, ...place });
    return { ref };
  },
);

/**
 * Says that somebody has taken the incident on: sets the milestone and leaves an entry. A second acknowledgement is
 * quiet; of two at once one counts.
 */
export const acknowledgeIncident = command("incident.acknowledge", onIncidentInput, async (work) => {
  const { tx, context, input, changed } = work;
  const incident = await lockIncident(tx, context, input.ref);
  const { id, ref } = incident;
  const there = await tx.milestone.count({ where: { incidentId: id, kind: "acknowledgedAt" } });
  if (there > 0) return { ref };
  const verdict = mayAcknowledge(incident, context.actor);
  if (!verdict.may) throw new Refusal("conflict", verdict.reason);
  changed({ kind: "incident", id, incidentId: id }, { acknowledgedAt: [null, context.now] });
  await reachMilestones(work, incident, ["acknowledgedAt"]);
  await writeSystemEntry(tx, context, incident, {
    kind: "acknowledgement",
    text: `Acknowledged by ${context.actor.name}`,
  });
  await editDocument(tx, id, context.now);
  return { ref };
});

async function zoneOfActor(tx: Transaction, context: Context): Promise<string> {
  if (context.actor.id === null) return "UTC";
  const person = await tx.person.findUnique({ where: { id: context.actor.id }, select: { timeZone: true } });
  return person?.timeZone ?? "UTC";
}
