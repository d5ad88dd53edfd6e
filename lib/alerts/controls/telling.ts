import { database } from "../../core/database";
import { excerpt } from "../../core/text";
import { visibleTo } from "../../incidents/rules";
import type { Act } from "../../incidents/telling";
import { tell } from "../../notifications/store";
import { whoLooksAfter } from "../responses/telling";

const MOST_TITLE = 120;

/**
 * Tells that a control broke, or holds again: the team that owns the service of its incident, of a restricted incident
 * those who take part in it, and where there is nobody of these, the admins.
 */
export async function tellOfControl({ subject, at }: Pick<Act, "subject" | "at">, now: Date): Promise<void> {
  const step = await database().controlVerification.findUnique({
    where: { id: Number(subject.id) },
    include: {
      control: {
        select: {
          ...{ id: true, text: true },
          postMortem: {
            select: {
              incident: { include: { service: true, participants: { select: { personId: true } } } },
            },
          },
        },
      },
    },
  });
  if (!step) return;
  const { control, value, watched, says } = step;
  const { incident } = control.postMortem;
  const text = excerpt(control.text, MOST_TITLE);
  const { restrictedAt, service } = incident;
  const partakers = restrictedAt ? incident.participants.map(({ personId }) => personId) : [];
  const teamId = restrictedAt ? null : (service?.ownerTeamId ?? null);
  await tell(
    {
      kind: "alert",
      key: `control ${control.id} step ${step.id}`,
      title: step.to === "broken" ? `Control broken: ${text}` : `Control holds again: ${text}`,
      text: `Watched by ${watched}${value === "" ? "" : `: ${value}`}. ${says}`,
      href: `/incidents/${incident.ref}/post-mortem#control-${control.id}`,
      incidentId: incident.id,
      by: null,
      at,
    },
    partakers.length > 0 ? partakers : await whoLooksAfter(teamId),
    now,
    visibleTo,
  );
}
