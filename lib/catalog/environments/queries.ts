import type { Environment } from "../../../prisma/generated/client";
import { baseOf } from "../../core/base";
import type { Context } from "../../core/context";
import { database, type Reader, sql } from "../../core/database";
import { Refusal } from "../../core/refusal";
import { literally, tidyText } from "../../core/text";
import { demandReader } from "../../people/queries";

/** The environments, in their order; archived ones only on request. */
export async function listEnvironments(
  context: Context,
  { archived = false }: { archived?: boolean } = {},
): Promise<Environment[]> {
  demandReader(context);
  return database().environment.findMany({
    where: archived ? {} : { archivedAt: null },
    orderBy: [{ position: "asc" }, { name: "asc" }],
  });
}

/** Slugs and names of all environments in their order, archived ones too: what a list is filtered by. */
export async function listEnvironmentNames(context: Context): Promise<{ slug: string; name: string }[]> {
  demandReader(context);
  return sql("select slug, name from environment order by position, name");
}

/** One environment by its slug, archived or not; refused as 'not_found' where there is none. */
export async function getEnvironment(
  context: Context,
  slug: string,
  reader: Reader = database(),
): Promise<Environment> {
  demandReader(context);
  const environment = await reader.environment.findUnique({ where: { slug: tidyText(slug) } });
  if (!environment) throw new Refusal("not_found", `There is no environment ${slug}.`);
  return environment;
}

/** A fingerprint of what the form of an environment shows; a different one means that somebody changed it meanwhile. */
export function environmentBase({
  name,
  kind,
  position,
}: Pick<Environment, "name" | "kind" | "position">): string {
  return baseOf({ name, kind, position });
}

/** The environment that is meant, by slug or by name in any case and not archived, or null. */
export async function findEnvironment(
  context: Context,
  slugOrName: string,
  reader: Reader = database(),
): Promise<Environment | null> {
  demandReader(context);
  const named = { equals: literally(tidyText(slugOrName)), mode: "insensitive" as const };
  return reader.environment.findFirst({
    where: { archivedAt: null, OR: [{ slug: named }, { name: named }] },
    orderBy: [{ position: "asc" }, { name: "asc" }],
  });
}
