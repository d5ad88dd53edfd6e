import type { Context } from "../../core/context";
import { database } from "../../core/database";
import { literally } from "../../core/text";
import { demandReader } from "../../people/queries";

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

/**
 * Active people whose name or address begins with `text`, in any case, by name, each with the handle that means them
 * alone: the first part of their address, or the whole of it where somebody else has the same.
 */
export async function listHandles(
  context: Context,
  text: string,
  limit: number,
): Promise<{ handle: string; name: string; title: string | null }[]> {
  demandReader(context);
  const begins = { startsWith: literally(text), mode: "insensitive" as const };
  const inside = { contains: ` ${literally(text)}`, mode: "insensitive" as const };
  const people = await database().person.findMany({
    where: { deactivatedAt: null, OR: [{ name: begins }, { name: inside }, { email: begins }] },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: limit,
    select: { name: true, title: true, email: true },
  });
  const firstPart = (email: string) => email.slice(0, email.indexOf("@"));
  const alike = await database().person.findMany({
    where: {
      deactivatedAt: null,
      OR: people.map(({ email }) => ({ email: { startsWith: literally(`${firstPart(email)}@`) } })),
    },
    select: { email: true },
  });
  return people.map(({ name, title, email }) => {
    const first = firstPart(email);
    const alone = alike.filter((other) => other.email.startsWith(`${first}@`)).length === 1;
    return { handle: alone ? first : email, name, title };
  });
}
