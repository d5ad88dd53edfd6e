import { database } from "../../core/database";
import { visibleTo } from "../../incidents/rules";
import type { Act } from "../../incidents/telling";
import { tell } from "../../notifications/store";
import { alertSeverityLabels } from "../rules/labels";
import { sayAlert, sayThreshold, sayValue } from "../words";

/**
 * Tells of an alert that fired or ended: the team that owns the service, or where nobody does, the admins. It leads to
 * the incident that the alert is in, for those who may see it.
 */
export async function tellOfAlert({ action, subject, at }: Act, now: Date): Promise<void> {
  const alert = await database().alert.findUnique({
    where: { id: subject.id },
    include: {
      pool: { include: { service: true } },
      healthCheck: { include: { service: true } },
      incident: { select: { id: true, ref: true, restrictedAt: true } },
    },
  });
  if (!alert) return;
  const of = alert.pool ?? alert.healthCheck;
  const { number, figure, comparison, threshold, lastValue, worstValue, severity } = alert;
  const ended = action === "alert.end";
  // Who may not see a restricted incident is told of the alert all the same.
  const incident = alert.incident?.restrictedAt ? null : alert.incident;
  const name = of?.name ?? "";
  await tell(
    {
      kind: "alert",
      key: `alert ${alert.id} ${ended ? "ended" : "fired"}`,
      title: ended
        ? `Well again: ${name}`
        : `${alertSeverityLabels[severity]}: ${sayAlert(figure, name, worstValue)}`,
      text: ended
        ? `${alert.name}. Now ${sayValue(figure, lastValue)}, at worst ${sayValue(figure, worstValue)}.`
        : `${alert.name}: ${sayThreshold(figure, comparison, threshold)}.`,
      href: incident ? `/incidents/${incident.ref}` : `/alerts/${number}`,
      incidentId: incident?.id ?? null,
      by: null,
      at,
    },
    await whoLooksAfter(of?.service?.ownerTeamId ?? null),
    now,
    visibleTo,
  );
}

/** Who is told of what happens to a service: the members of the team that owns it, or where there are none, the admins. */
export async function whoLooksAfter(teamId: string | null): Promise<string[]> {
  const members = teamId
    ? await database().teamMember.findMany({ where: { teamId }, select: { personId: true } })
    : [];
  if (members.length > 0) return members.map(({ personId }) => personId);
  const admins = await database().person.findMany({ where: { role: "admin" }, select: { id: true } });
  return admins.map(({ id }) => id);
}
