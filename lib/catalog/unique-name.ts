import { Prisma } from "../../prisma/generated/client";
import { Refusal } from "../core/refusal";

/** Says at the name's field that it is taken. */
export function nameTaken(what: string, name: string): Refusal {
  const sentence = `There is already ${what} called ${name}.`;
  return new Refusal("conflict", sentence, { name: sentence });
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
