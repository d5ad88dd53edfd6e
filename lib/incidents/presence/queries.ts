import { database } from "../../core/database";
import { liveSession } from "../../people/sign-in/rules";
import { isVisibleTo } from "../rules";

/** A person as a presence names them. */
export type Present = { id: string; name: string };

/**
 * Of these persons those who may see an incident, by name, and of these sessions those that live and whose person may: asked each
 * time that somebody is told who is there, for an incident can be restricted, and a session ended, while a page is open.
 */
export async function audienceOf(
  incidentId: string,
  { personIds, sessionIds }: { personIds: readonly string[]; sessionIds: readonly string[] },
  now: Date,
): Promise<{ persons: Present[]; sessions: ReadonlySet<string> }> {
  const person = { id: true, name: true, role: true, deactivatedAt: true } as const;
  const [incident, persons, sessions] = await Promise.all([
    database().incident.findUnique({
      where: { id: incidentId },
      select: { restrictedAt: true, participants: { select: { personId: true } } },
    }),
    database().person.findMany({
      where: { id: { in: [...personIds] } },
      select: person,
      orderBy: [{ name: "asc" }, { id: "asc" }],
    }),
    database().session.findMany({
      where: { id: { in: [...sessionIds] }, ...liveSession(now) },
      select: { id: true, person: { select: person } },
    }),
  ]);
  if (!incident) return { persons: [], sessions: new Set() };
  const maySee = (one: (typeof persons)[number]) => one.deactivatedAt === null && isVisibleTo(one, incident);
  return {
    persons: persons.filter(maySee).map(({ id, name }) => ({ id, name })),
    sessions: new Set(sessions.filter((session) => maySee(session.person)).map(({ id }) => id)),
  };
}
