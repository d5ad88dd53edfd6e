import type { Alert } from "../../../prisma/generated/client";
import type { AlertSeverity } from "../../../prisma/generated/enums";
import { sayAttribution, sayHolders } from "../../alerts/responses/rules";
import { fullAt } from "../../gates/drill/rules";
import type { Attribution } from "../../pools/attribution/schema";
import type { Holder } from "../../pools/schema";
import { incidentOf } from "./sights";
import { figures, look, type Stage, untilSeen } from "./stage";

/** The incident that came of it, and the alert that declared it. */
export type Declared = { ref: string; alert: Alert };

/** The faulty version leaks until the pool is empty: the warning, the critical alert, the incident, the health check. */
export async function watchItLeak(stage: Stage): Promise<Declared> {
  await untilSeen(stage, "the warning fires", 180, firing("utilisation", "warning"));
  const alert = await untilSeen(stage, "the critical alert fires", 120, firing("utilisation", "critical"));
  const ref = await untilSeen(stage, "the alert declares an incident", 20, () => incidentOf(alert.id));
  const held = [
    sayHolders((alert.holders ?? []) as Holder[]),
    alert.attribution ? sayAttribution(alert.attribution as Attribution) : "",
  ].filter((line) => line !== "");
  stage.narrator.tell(`The alert has declared ${ref}. It says who holds the connections, and why:`, ...held);
  await untilSeen(stage, "the pool is full", 90, ({ pool }) => fullAt({ sights: pool }));
  stage.narrator.tell("The pool is full.", ...figures(stage, await look(stage)));
  const health = await untilSeen(
    stage,
    "the health check's alert fires",
    90,
    firing("health_check", "critical"),
  );
  await untilSeen(stage, "the health check's alert joins the incident", 20, () => incidentOf(health.id));
  stage.narrator.tell(`The health check's alert has joined ${ref}.`);
  return { ref, alert };
}

const firing =
  (figure: Alert["figure"], severity: AlertSeverity) =>
  ({ alerts }: { alerts: readonly Alert[] }) =>
    alerts.find((alert) => alert.figure === figure && alert.severity === severity && alert.firingAt !== null);
