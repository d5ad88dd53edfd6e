import type { Incident, Prisma } from "../../../prisma/generated/client";
import { keepDeploy, takeDeployTurns } from "../../catalog/deploys/commands";
import { listDeploysWithin, type PlacedDeploy } from "../../catalog/deploys/queries";
import { sayDeploy } from "../../catalog/deploys/rules";
import { recordDeployInput } from "../../catalog/deploys/schema";
import { command } from "../../core/command";
import { type Context, systemContext } from "../../core/context";
import type { Transaction } from "../../core/database";
import { editDocument, touchIncident } from "../document-version";
import { loadIncident, lockIncident } from "../queries";
import { openStatuses } from "../rules";
import { type DeployWindow, deployWindow, isWithin, suspectHours } from "./rules";

/** How many deploys an incident is given at once, and how many incidents a deploy is told to, the latest. */
const most = 50;

/**
 * Records a deploy of a service, and puts it on the timeline of each incident of that service in whose time it was made.
 * One that comes again is quiet, and answered with what was kept. What the sender is told says nothing of incidents.
 */
export const recordDeploy = command("deploy.record", recordDeployInput, async (work) => {
  const { tx, input } = work;
  const { deploy, isNew } = await keepDeploy(work, input);
  if (isNew) await tellIncidents(tx, work.context, deploy);
  return { id: deploy.id };
});

/**
 * Puts the deploys of its time on an incident's timeline that do not stand there yet. The caller has made the incident in
 * this transaction, or holds it by `lockBesideDeploys`. Quiet where no deploy fits.
 */
export async function bringDeploys(
  tx: Transaction,
  context: Context,
  incident: Pick<Incident, "id" | "serviceId" | "environmentId">,
): Promise<void> {
  const { id, serviceId, environmentId } = incident;
  if (serviceId === null) return;
  await takeDeployTurns(tx, serviceId);
  if (!(await tx.deploy.findFirst({ where: { serviceId }, select: { id: true } }))) return;
  const bounded = await tx.incident.findUniqueOrThrow({ where: { id }, include: { milestones: true } });
  const window = deployWindow(bounded);
  if (!window) return;
  const deploys = await listDeploysWithin(tx, { serviceId, environmentId }, window, most);
  await putOnTimeline(tx, context, bounded, window, deploys.reverse());
}

/**
 * As `lockIncident`, for what may bring deploys into an incident: of its service, and of the one with this slug that it is
 * given. Waits for deploys of theirs that are being told, which hold incidents only afterwards.
 */
export async function lockBesideDeploys(
  tx: Transaction,
  context: Context,
  ref: string,
  slug?: string,
): Promise<Incident> {
  const { serviceId } = await loadIncident(tx, context, ref);
  const given = slug === undefined ? null : await tx.service.findUnique({ where: { slug } });
  for (const id of [...new Set([serviceId, given?.id ?? null])].sort())
    if (id !== null) await takeDeployTurns(tx, id);
  return lockIncident(tx, context, ref);
}

async function tellIncidents(tx: Transaction, context: Context, deploy: PlacedDeploy): Promise<void> {
  const { serviceId, environmentId, at } = deploy;
  const candidates = await tx.incident.findMany({
    where: {
      serviceId,
      ...(environmentId === null ? {} : { OR: [{ environmentId: null }, { environmentId }] }),
      AND: [goesOnAt(at)],
    },
    orderBy: { createdAt: "desc" },
    select: { ref: true },
    take: most,
  });
  // Who sends deploys need not see the incident: Highwater itself writes them down.
  const itself = systemContext(context.now, context.actor.via, context.requestId);
  for (const { ref } of candidates) {
    const { id } = await lockIncident(tx, itself, ref, { merged: "too" });
    const incident = await tx.incident.findUniqueOrThrow({ where: { id }, include: { milestones: true } });
    const window = deployWindow(incident);
    if (window && isWithin(at, window)) await putOnTimeline(tx, context, incident, window, [deploy]);
  }
}

/** What incidents in whose window an instant lies have in common, so that few are looked at; `deployWindow` decides. */
function goesOnAt(at: Date): Prisma.IncidentWhereInput {
  const begun = { lte: new Date(at.getTime() + suspectHours * 3_600_000) };
  const begins = ["impactStartedAt", "detectedAt", "declaredAt"] as const;
  return {
    OR: [{ status: { in: [...openStatuses] } }, { touchedAt: { gte: at } }],
    AND: [
      {
        OR: [
          { mode: { not: "retrospective" }, createdAt: begun },
          { milestones: { some: { kind: { in: [...begins] }, at: begun } } },
        ],
      },
    ],
  };
}

/**
 * Writes deploys into a timeline, each once. Those from before the incident stay out of the post-mortem until an editor
 * takes them in, for suspicion is no finding; so do those of what was entered afterwards or is prepared.
 */
async function putOnTimeline(
  tx: Transaction,
  { now }: Context,
  { id, mode, preparedAt }: Incident,
  { began }: DeployWindow,
  deploys: readonly PlacedDeploy[],
): Promise<void> {
  const rows = deploys.map((deploy) => ({
    incidentId: id,
    deployId: deploy.id,
    at: deploy.at,
    kind: "deploy" as const,
    source: "deploy" as const,
    text: sayDeploy(deploy),
    recordedAt: now,
    inDocument: mode !== "retrospective" && preparedAt === null && deploy.at >= began,
  }));
  // A document that was imported may tell of the same.
  const told = await tx.timelineEntry.findMany({
    where: { incidentId: id, kind: "deploy", at: { in: rows.map(({ at }) => at) } },
    select: { at: true, text: true },
  });
  const written = await tx.timelineEntry.createManyAndReturn({
    data: rows.filter((row) => !told.some(({ at, text }) => +at === +row.at && text === row.text)),
    skipDuplicates: true,
    select: { inDocument: true },
  });
  if (written.some(({ inDocument }) => inDocument)) await editDocument(tx, id, now);
  else if (written.length > 0) await touchIncident(tx, id, now);
}
