import { database } from "../../core/database";
import { literally } from "../../core/text";

/**
 * The active people whom these handles mean, from `mentionsIn`. A handle without a second part means the one person
 * whose address begins so; where several do it means nobody, and the whole address has to be written.
 */
export async function findMentioned(handles: readonly string[]): Promise<string[]> {
  if (handles.length === 0) return [];
  const people = await database().person.findMany({
    where: {
      deactivatedAt: null,
      OR: handles.map((handle) => ({
        email: handle.includes("@") ? handle : { startsWith: literally(`${handle}@`) },
      })),
    },
    select: { id: true, email: true },
  });
  const meant = handles.map((handle) =>
    people.filter(({ email }) => (handle.includes("@") ? email === handle : email.startsWith(`${handle}@`))),
  );
  return [...new Set(meant.flatMap((found) => (found.length === 1 && found[0] ? [found[0].id] : [])))];
}
