import { Prisma } from "../../prisma/generated/client";
import { Refusal } from "../core/refusal";
import { literally } from "../core/text";

/** Says at the name's field that it is taken. */
export function nameTaken(what: string, name: string): Refusal {
  const sentence = `There is already ${what} called ${name}.`;
  return new Refusal("conflict", sentence, { name: sentence });
}

/** What has a name, in whatever case, and is not the thing that is being named. */
export type Namesake = { name: { equals: string; mode: "insensitive" }; id?: { not: string } };

/** Refuses a name that something else has already; `find` looks for that among the things whose names count. */
export async function refuseNamesake(
  what: string,
  { name, exceptId }: { name: string; exceptId?: string | undefined },
  find: (namesake: Namesake) => Promise<{ name: string } | null>,
): Promise<void> {
  const other = await find({
    name: { equals: literally(name), mode: "insensitive" },
    ...(exceptId ? { id: { not: exceptId } } : {}),
  });
  if (other) throw nameTaken(what, other.name);
}

/** Runs a write, and turns the database's refusal of a second equal name into ours: of two at once, one wins. */
export async function uniquely<T>(what: string, name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002")
      throw nameTaken(what, name);
    throw error;
  }
}
