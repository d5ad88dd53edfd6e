import type { Incident } from "../../prisma/generated/client";
import type { IncidentMode, IncidentStatus, Severity } from "../../prisma/generated/enums";
import type { Work } from "../core/command";
import type { Transaction } from "../core/database";
import { instantToZoned } from "../core/zones";
import { bringDeploys } from "./deploys/commands";
import { severityLabels } from "./labels";
import { reachMilestones } from "./milestones/commands";
import { incidentRefOf } from "./rules";
import { writeSystemEntry } from "./timeline/commands";

type Named = { id: string; slug: string } | null;

/** What an incident begins as; `how` is said behind its first entry, and `splitFromId` names what it came out of. */
export type Beginning = {
  title: string;
  severity: Severity;
  status: IncidentStatus;
  mode: IncidentMode;
  service: Named;
  environment: Named;
  timeZone: string;
  how: string;
  /** Given before, where something else had to be held after the counter. */
  ref?: string;
  splitFromId?: string;
  restrictedAt?: Date | null;
};

/**
 * Begins an incident, with the next ref of the year in its zone: who does so takes part, and deploys of the service in
 * the hours before stand on its timeline. One in triage is detected and declared now; any other has no milestone yet.
 */
export async function beginIncident(
  work: Work,
  { how, service, environment, ...header }: Beginning,
): Promise<Incident> {
  const { tx, context, changed } = work;
  const incident = await tx.incident.create({
    data: {
      ...header,
      ref: header.ref ?? (await nextRef(tx, context.now, header.timeZone)),
      serviceId: service?.id ?? null,
      environmentId: environment?.id ?? null,
      declaredById: context.actor.id,
      createdAt: context.now,
      touchedAt: context.now,
    },
  });
  const { id, ref, title, severity, status, mode, timeZone, restrictedAt } = incident;
  changed(
    { kind: "incident", id, incidentId: id },
    {
      ref: [null, ref],
      title: [null, title],
      severity: [null, severity],
      status: [null, status],
      mode: [null, mode],
      service: [null, service?.slug ?? null],
      environment: [null, environment?.slug ?? null],
      timeZone: [null, timeZone],
      restrictedAt: [null, restrictedAt],
    },
  );
  if (context.actor.id !== null)
    await tx.participant.create({
      data: { incidentId: id, personId: context.actor.id, role: "participant", addedAt: context.now },
    });
  if (status === "triage") await reachMilestones(work, incident, ["detectedAt", "declaredAt"]);
  const text = `Declared as ${severityLabels[severity]}${how}`;
  await writeSystemEntry(tx, context, incident, { kind: "status", text });
  await bringDeploys(tx, context, incident);
  return incident;
}

/**
 * Gives the next ref of the year that `at` falls into in `zone`. The counter's row is held until the transaction ends,
 * so numbers have no gaps: what is rolled back is given again.
 */
export async function nextRef(tx: Transaction, at: Date, zone: string): Promise<string> {
  const { year } = instantToZoned(at, zone);
  const [row] = await tx.$queryRaw<{ last: number }[]>`
    insert into incident_ref_counter (year, last) values (${year}, 1)
    on conflict (year) do update set last = incident_ref_counter.last + 1
    returning last`;
  if (!row) throw new Error("the counter gave no number");
  return incidentRefOf(year, row.last);
}
