import type { Context } from "../../core/context";
import { database } from "../../core/database";
import { maySee } from "../../notifications/store";
import { loadIncident } from "../queries";
import { visibleTo } from "../rules";

/**
 * Why an escalation to these people would reach nobody, as a sentence, or null where it reaches somebody: nobody is told of
 * their own words, nor of an incident that they may not see. Refused as 'not_found' like the incident.
 */
export async function whyNobodyIsCalled(
  context: Context,
  ref: string,
  personIds: readonly string[],
): Promise<string | null> {
  const { id } = await loadIncident(database(), context, ref);
  const others = personIds.filter((personId) => personId !== context.actor.id);
  if (others.length === 0) return "You cannot escalate to yourself: name somebody else with @.";
  const people = await database().person.findMany({
    where: { id: { in: others } },
    select: { id: true, role: true },
  });
  for (const person of people) if (await maySee(person, id, visibleTo)) return null;
  return "This incident is restricted, and nobody whom you name may see it: add them to it first.";
}
