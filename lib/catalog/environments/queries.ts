import type { Environment } from "../../../prisma/generated/client";
import type { Context } from "../../core/context";
import { database, type Reader } from "../../core/database";
import { Refusal } from "../../core/refusal";
import { catalogVisibleTo } from "../rules";

/** The environments, in their order; archived ones only on request. */
export async function listEnvironments(
  context: Context,
  { archived = false }: { archived?: boolean } = {},
): Promise<Environment[]> {
  return database().environment.findMany({
    where: { ...catalogVisibleTo(context.actor), ...(archived ? {} : { archivedAt: null }) },
    orderBy: [{ position: "asc" }, { name: "asc" }],
  });
}

/** One environment by its slug, archived or not; refused as 'not_found' where there is none. */
export async function getEnvironment(reader: Reader, context: Context, slug: string): Promise<Environment> {
  const where = { slug, ...catalogVisibleTo(context.actor) };
  const environment = await reader.environment.findFirst({ where });
  if (!environment) throw new Refusal("not_found", `There is no environment ${slug}.`);
  return environment;
}

/** The environment that is meant, by slug or by name in any case and not archived, or null. */
export async function findEnvironment(
  reader: Reader,
  context: Context,
  slugOrName: string,
): Promise<Environment | null> {
  const named = { equals: slugOrName.trim(), mode: "insensitive" as const };
  return reader.environment.findFirst({
    where: { ...catalogVisibleTo(context.actor), archivedAt: null, OR: [{ slug: named }, { name: named }] },
    orderBy: [{ position: "asc" }, { name: "asc" }],
  });
}
