import { database } from "../core/database";
import { excerpt } from "../core/text";
import { findMentioned } from "../notifications/mentions/queries";
import { mentionsIn } from "../notifications/mentions/rules";
import { tell } from "../notifications/store";
import { callsNow, sentenceOfCall } from "./escalations/rules";
import { getImpact } from "./impact/queries";
import { isPlain, roleNameOf } from "./roles/rules";
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

/** Where somebody is mentioned. */
type Place = { key: string; name: string; href: string };

/**
 * Tells those whom texts mention, each once for a `place` of an incident: a correction tells only whom it mentions anew.
 * Texts are read as they are now. `called` is what they are told instead where the incident is escalated to them.
 */
export async function tellMentioned(
  { by, at }: Act,
  incidentId: string,
  place: Place,
  texts: readonly string[],
  now: Date,
  called?: (who: string) => string,
): Promise<void> {
  for (const text of texts) {
    const mentioned = await findMentioned(mentionsIn(text));
    if (mentioned.length === 0) continue;
    const who = await nameOf(by);
    await tell(
      {
        kind: called ? "escalation" : "mention",
        // One key for both: what an entry says is told once, whatever kind it becomes.
        key: `mention ${place.key}`,
        title: called ? called(who) : `${who} mentioned you in ${place.name}`,
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

/** Tells those whom a timeline entry mentions, or to whom it escalates the incident. */
export async function tellOfEntry(act: Act, now: Date): Promise<void> {
  const entry = await database().timelineEntry.findUnique({
    where: { id: act.subject.id },
    include: { incident: { select: { id: true, ref: true, mode: true, status: true, severity: true } } },
  });
  if (!entry || entry.withdrawnAt) return;
  const { id, incident } = entry;
  const place = { key: `entry ${id}`, name: "the timeline", href: `/incidents/${incident.ref}#entry-${id}` };
  const called = (who: string) => sentenceOfCall(who, incident);
  const calls = callsNow(entry, incident, act.at);
  await tellMentioned(act, incident.id, place, [entry.text], now, calls ? called : undefined);
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

/**
 * Tells somebody that they were given a role in an incident, while they still have it, and whoever had it before that it
 * was handed over.
 */
export async function tellOfRole(act: Act, now: Date): Promise<void> {
  const { id: personId, incidentId } = act.subject;
  if (incidentId === undefined) return;
  const taken = await database().participant.findMany({
    where: { incidentId, personId },
    include: {
      incident: { select: { ref: true } },
      customRole: { select: { slug: true, name: true } },
      person: { select: { name: true } },
    },
  });
  for (const { incident, person, tookOverFromId, ...taking } of taken) {
    const role = roleNameOf(taking);
    if (!act.fields.includes(role.key)) continue;
    const who = await nameOf(act.by);
    const name = role.name.toLowerCase();
    const news = {
      kind: "assignment" as const,
      key: `role ${incidentId} ${role.key} ${act.at.toISOString()}`,
      text: "",
      href: `/incidents/${incident.ref}`,
      incidentId,
      by: act.by,
      at: act.at,
    };
    const given = isPlain(role) ? `${who} added you to the incident` : `${who} made you ${name}`;
    await tell({ ...news, title: given }, [personId], now, visibleTo);
    if (tookOverFromId === null) continue;
    const handedOver =
      act.by === personId
        ? `${who} took over from you as ${name}`
        : `${who} made ${person.name} ${name} in your place`;
    await tell({ ...news, title: handedOver }, [tookOverFromId], now, visibleTo);
  }
}
