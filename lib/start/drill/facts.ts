import type { Alert } from "../../../prisma/generated/client";
import { database } from "../../core/database";
import type { DrillFacts } from "../../gates/drill/rules";
import { greatestUse } from "../../incidents/evidence/rules";
import { frozenPoints } from "../../incidents/evidence/schema";
import { durations } from "../../incidents/milestones/rules";
import type { Attribution } from "../../pools/attribution/schema";
import type { Holder } from "../../pools/schema";
import { alertsThere, outageThere, sightsOf } from "./sights";
import type { Stage } from "./stage";

/** What the product knows of the drill at its end. */
export async function gatherFacts(
  { poolSlug, narrator }: Stage,
  ref: string,
  known: Pick<DrillFacts, "mendedAt" | "failedSince" | "prefilled" | "users" | "faults">,
): Promise<DrillFacts> {
  const [sights, alerts, outage, incident] = await Promise.all([
    sightsOf(poolSlug, narrator.began),
    alertsThere(),
    outageThere(),
    database().incident.findUnique({ where: { ref }, include: { milestones: true, frozenSeries: true } }),
  ]);
  const ofPool = (severity: "warning" | "critical") =>
    alerts.find((alert) => alert.figure === "utilisation" && alert.severity === severity && alert.firingAt);
  const [warning, critical] = [ofPool("warning"), ofPool("critical")];
  const attribution = critical?.attribution as Attribution | null | undefined;
  const health = alerts.find(({ figure }) => figure === "health_check");
  const milestone = (kind: "impactStartedAt" | "mitigatedAt") =>
    incident?.milestones.find((one) => one.kind === kind)?.at ?? null;
  return {
    sights,
    warningAt: warning?.firingAt ?? null,
    criticalAt: critical?.firingAt ?? null,
    incident: incident && {
      declaredAt: incident.createdAt,
      status: incident.status,
      poolAlert: critical?.incidentId === incident.id,
      healthAlert: health?.incidentId === incident.id,
      foundBy: firstToFire([warning, critical].filter((alert) => alert?.incidentId === incident.id)),
      impactStartedAt: milestone("impactStartedAt"),
      mitigatedAt: milestone("mitigatedAt"),
      durations: durations(incident.milestones),
    },
    outage,
    holders: (critical?.holders ?? []) as Holder[],
    cause: attribution?.cause ?? null,
    confidence: attribution?.confidence ?? 0,
    ...known,
    frozen: frozenOf(incident?.frozenSeries ?? []),
  };
}

const firstToFire = (alerts: readonly (Alert | undefined)[]): Alert | null =>
  alerts
    .filter((alert) => alert !== undefined)
    .toSorted((one, other) => Number(one.firingAt) - Number(other.firingAt))[0] ?? null;

function frozenOf(series: readonly { points: unknown; bucketSeconds: number }[]): DrillFacts["frozen"] {
  const [first] = series;
  if (!first) return null;
  const points = frozenPoints.parse(first.points);
  const [from, to] = [points.at[0], points.at.at(-1)];
  if (from === undefined || to === undefined) return null;
  const end = to + first.bucketSeconds * 1_000;
  return { from: new Date(from), to: new Date(end), greatest: greatestUse(points)?.used ?? 0 };
}
