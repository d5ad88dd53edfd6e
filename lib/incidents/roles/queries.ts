import type { CustomRole } from "../../../prisma/generated/client";
import type { IncidentRole } from "../../../prisma/generated/enums";
import { baseOf } from "../../core/base";
import type { Context } from "../../core/context";
import { database, type Reader } from "../../core/database";
import { Refusal } from "../../core/refusal";
import { literally, tidyText } from "../../core/text";
import { demandReader } from "../../people/queries";
import { builtInRole, builtInRoles, type RoleName, roleNameOf } from "./rules";

/** The team's own roles by name; archived ones only on request. */
export async function listRoles(
  context: Context,
  { archived = false }: { archived?: boolean } = {},
): Promise<CustomRole[]> {
  demandReader(context);
  return database().customRole.findMany({
    where: archived ? {} : { archivedAt: null },
    orderBy: { name: "asc" },
  });
}

/** Every role that can be given, the built-in ones first, participant last. */
export async function listRoleNames(context: Context): Promise<RoleName[]> {
  const own = (await listRoles(context)).map(({ slug, name }) => ({ key: slug, name }));
  return [...builtInRoles.slice(0, -1), ...own, ...builtInRoles.slice(-1)];
}

/** One of the team's own roles by its slug, archived or not; refused as 'not_found' where there is none. */
export async function getRole(
  context: Context,
  slug: string,
  reader: Reader = database(),
): Promise<CustomRole> {
  demandReader(context);
  const role = await reader.customRole.findUnique({ where: { slug: tidyText(slug) } });
  if (!role) throw new Refusal("not_found", `There is no role ${slug.slice(0, 60)}.`);
  return role;
}

/** A fingerprint of what the form of a role shows; a different one means that somebody changed it meanwhile. */
export const roleBase = ({ name, description }: Pick<CustomRole, "name" | "description">): string =>
  baseOf({ name, description });

/** A role that is meant: its name, and where it is kept. */
export type RoleMeant = RoleName & { role: IncidentRole; customRoleId: string | null; archived: boolean };

/** The role that a key names, built in or the team's own, or null. */
export async function findRoleMeant(reader: Reader, key: string): Promise<RoleMeant | null> {
  const role = builtInRole(key);
  if (role) return { ...roleNameOf({ role, customRole: null }), role, customRoleId: null, archived: false };
  const slug = { equals: literally(key), mode: "insensitive" as const };
  const own = await reader.customRole.findFirst({ where: { slug } });
  if (!own) return null;
  const { id: customRoleId, archivedAt } = own;
  const named = roleNameOf({ role: "participant", customRole: own });
  return { ...named, role: "participant", customRoleId, archived: archivedAt !== null };
}
