import { database } from "../core/database";
import { excerpt } from "../core/text";
import { findMentioned } from "../notifications/mentions/queries";
import { mentionsIn } from "../notifications/mentions/rules";
import { tell } from "../notifications/store";
import { getImpact } from "./impact/queries";
import { incidentRoleLabels } from "./participants/labels";
import { visibleTo } from "./rules";

/** An act that people are told of: what it was done to, by whom and when. */
export type Act = {
  action: string;
  subject: { id: string; incidentId?: string | undefined };
  /** Names of what it changed. */
  fields: readonly string[];
  by: string | null;
  at: Date;
};

/** The name of who did something, for a sentence. */
export async function nameOf(by: string | null): Promise<string> {
  const person = by && (await database().person.findUnique({ where: { id: by }, select: { name: true } }));
  return person ? person.name : "Highwater";
}

/**
 * Tells those whom texts mention, each once for a `place` of an incident: a correction tells only whom it mentions anew.
 * Texts are read as they are now.
 */
export async function tellMentioned(
  { by, at }: Act,
  incidentId: string,
  place: { key: string; name: string; href: string },
  texts: readonly string[],
  now: Date,
): Promise<void> {
  for (const text of texts) {
    const mentioned = await findMentioned(mentionsIn(text));
    if (mentioned.length === 0) continue;
    await tell(
      {
        kind: "mention",
        key: `mention ${place.key}`,
        title: `${await nameOf(by)} mentioned you in ${place.name}`,
        text: excerpt(text),
        href: place.href,
        incidentId,
        by,
        at,
      },
      mentioned,
      now,
      visibleTo,
    );
  }
}

/** Tells those whom a timeline entry mentions. */
export async function tellOfEntry(act: Act, now: Date): Promise<void> {
  const entry = await database().timelineEntry.findUnique({
    where: { id: act.subject.id },
    include: { incident: { select: { id: true, ref: true } } },
  });
  if (!entry || entry.withdrawnAt) return;
  const { id, incident } = entry;
  const place = { key: `entry ${id}`, name: "the timeline", href: `/incidents/${incident.ref}#entry-${id}` };
  await tellMentioned(act, incident.id, place, [entry.text], now);
}

/** Tells those whom the impact statements mention. */
export async function tellOfImpact(act: Act, now: Date): Promise<void> {
  const incident = await database().incident.findUnique({ where: { id: act.subject.incidentId ?? "" } });
  if (!incident) return;
  const { user, business, detection } = await getImpact(database(), incident.id);
  const href = `/incidents/${incident.ref}/post-mortem`;
  const place = { key: `impact ${incident.id}`, name: "the post-mortem", href };
  await tellMentioned(act, incident.id, place, [...user, ...business, ...detection], now);
}

/** Tells somebody that they were given a role in an incident, while they still have it. */
export async function tellOfRole(act: Act, now: Date): Promise<void> {
  const { id: personId, incidentId } = act.subject;
  if (incidentId === undefined) return;
  const taken = await database().participant.findMany({
    where: { incidentId, personId },
    include: { incident: { select: { ref: true } } },
  });
  for (const { role, incident } of taken.filter((one) => act.fields.includes(one.role)))
    await tell(
      {
        kind: "assignment",
        key: `role ${incidentId} ${role} ${act.at.toISOString()}`,
        title:
          role === "participant"
            ? `${await nameOf(act.by)} added you to the incident`
            : `${await nameOf(act.by)} made you ${incidentRoleLabels[role].toLowerCase()}`,
        text: "",
        href: `/incidents/${incident.ref}`,
        incidentId,
        by: act.by,
        at: act.at,
      },
      [personId],
      now,
      visibleTo,
    );
}
