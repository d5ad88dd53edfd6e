import { database } from "../../core/database";
import { visibleTo } from "../../incidents/rules";
import type { Act } from "../../incidents/telling";
import { tell } from "../../notifications/store";
import { alertSeverityLabels, alertStandingLabels } from "../rules/labels";
import { sayAlert, sayThreshold, sayValue } from "../words";
import { placed } from "./incidents";
import { whyUnwatched } from "./rules";

/**
 * Tells of an alert that fired: the team that owns the service, or where nobody does, the admins. It leads to the
 * incident that the alert is in, for those who may see it. Of its end it tells where people were told that it fired; of
 * one that nobody watches any more as well, for whoever waits for the end would take silence for an alert that goes on.
 */
export async function tellOfAlert({ action, subject, at }: Act, now: Date): Promise<void> {
  const alert = await database().alert.findUnique({
    where: { id: subject.id },
    include: { ...placed, incident: { select: { id: true, ref: true, restrictedAt: true } } },
  });
  if (!alert) return;
  const of = alert.pool ?? alert.healthCheck;
  const { number, figure, comparison, threshold, lastValue, worstValue, severity } = alert;
  const ended = action === "alert.end";
  if (ended && !alert.respondedAt) return;
  const why = ended ? whyUnwatched(alert) : null;
  const [last, worst] = [sayValue(figure, lastValue), sayValue(figure, worstValue)];
  // Who may not see a restricted incident is told of the alert all the same.
  const incident = alert.incident?.restrictedAt ? null : alert.incident;
  const name = of?.name ?? "";
  await tell(
    {
      kind: "alert",
      key: `alert ${alert.id} ${ended ? "ended" : "fired"}`,
      title: ended
        ? `${why ? alertStandingLabels.unwatched : "Well again"}: ${name}`
        : `${alertSeverityLabels[severity]}: ${sayAlert(figure, name, worstValue)}`,
      text: ended
        ? `${alert.name}${why ? `: ${why}. Nobody has seen it well: last` : ". Now"} ${last}, at worst ${worst}.`
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
