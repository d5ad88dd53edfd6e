import { z } from "zod";
import {
  EnvironmentKind,
  IncidentMode,
  IncidentStatus,
  MilestoneKind,
  MilestoneOrigin,
  Precision,
  Severity,
} from "../../../../prisma/generated/enums";
import type { Joined } from "../../../incidents/merging/queries";
import { milestoneLabels } from "../../../incidents/milestones/labels";
import { durations, type MilestonePoint } from "../../../incidents/milestones/rules";
import type { IncidentDetail } from "../../../incidents/queries";
import { roleNameOf } from "../../../incidents/roles/rules";
import { instant, named, personShown } from "./parts";

const duration = z
  .discriminatedUnion("validity", [
    z.object({ validity: z.literal("ok"), seconds: z.number(), about: z.boolean() }),
    z.object({ validity: z.literal("missing"), missing: z.array(z.enum(MilestoneKind)) }),
    z.object({ validity: z.literal("invalid"), from: z.enum(MilestoneKind), to: z.enum(MilestoneKind) }),
  ])
  .meta({ id: "Duration" });

const durationsShown = z
  .object({
    detect: duration,
    acknowledge: duration,
    mitigate: duration,
    resolve: duration,
    total: duration,
  })
  .meta({ id: "Durations" });

/** A milestone of an incident. */
export const milestoneShown = z
  .object({
    kind: z.enum(MilestoneKind),
    at: instant,
    precision: z.enum(Precision),
    origin: z.enum(MilestoneOrigin),
    entryId: z.uuid().nullable(),
    reason: z.string().nullable(),
    setAt: instant,
  })
  .meta({ id: "Milestone" });

const header = {
  ref: z.string(),
  foreignRef: z.string().nullable(),
  title: z.string(),
  severity: z.enum(Severity),
  status: z.enum(IncidentStatus),
  mode: z.enum(IncidentMode),
  service: named.nullable(),
  timeZone: z.string(),
  restrictedAt: instant.nullable(),
  durations: durationsShown,
  createdAt: instant,
  touchedAt: instant,
};

/** An incident in a list. */
export const incidentListed = z
  .object({
    ...header,
    environment: named.nullable(),
    commander: personShown.nullable(),
  })
  .meta({ id: "IncidentSummary" });

/** An incident with its people and milestones, without its timeline. */
export const incidentShown = z
  .object({
    ...header,
    environment: named.extend({ kind: z.enum(EnvironmentKind) }).nullable(),
    declaredBy: personShown.nullable(),
    /** `role` is a built-in one, or the slug of one of the team's own. */
    participants: z.array(
      z.object({ person: personShown, role: z.string(), roleName: z.string(), addedAt: instant }),
    ),
    milestones: z.array(milestoneShown),
    documentVersion: z.int(),
    mergedInto: z.string().nullable(),
    merged: z.array(z.string()),
    splitFrom: z.string().nullable(),
    splits: z.array(z.string()),
  })
  .meta({ id: "Incident" });

/** The refs of what an incident is joined with; those that the key's person may not see are left out. */
export const asJoined = ({ merge, merged, splitFrom, splits }: Joined) => ({
  mergedInto: merge?.into?.ref ?? null,
  merged: merged.map(({ ref }) => ref),
  splitFrom: splitFrom?.ref ?? null,
  splits: splits.map(({ ref }) => ref),
});

/** An incident with what is derived from it, its milestones in the order in which they should come. */
export function asIncident(incident: IncidentDetail) {
  const place = Object.keys(milestoneLabels);
  const milestones = incident.milestones.toSorted((a, b) => place.indexOf(a.kind) - place.indexOf(b.kind));
  const participants = incident.participants.map((taking) => {
    const { key, name } = roleNameOf(taking);
    return { ...taking, role: key, roleName: name };
  });
  return { ...incident, participants, milestones, durations: durations(milestones) };
}

/** The same for an incident of a list. */
export const asListed = <Row extends { milestones: MilestonePoint[] }>(row: Row) => ({
  ...row,
  durations: durations(row.milestones),
});
