import type { IncidentRole } from "../../../prisma/generated/enums";
import { incidentRoleLabels } from "../participants/labels";

/** A role in an incident, built in or the team's own: `key` is how it is written in commands and addresses. */
export type RoleName = { key: string; name: string };

/** The roles that every incident has, participant last. */
export const builtInRoles: readonly RoleName[] = Object.entries(incidentRoleLabels).map(([key, name]) => ({
  key,
  name,
}));

const isBuiltIn = (key: string): key is IncidentRole => Object.hasOwn(incidentRoleLabels, key);

/** The built-in role of this key, in any case, or null. */
export function builtInRole(key: string): IncidentRole | null {
  const small = key.toLowerCase();
  return isBuiltIn(small) ? small : null;
}

/** Whether a name would be taken for a built-in role. */
export const isTakenByBuiltIn = (name: string): boolean =>
  builtInRoles.some((role) => [role.key, role.name].some((one) => one.toLowerCase() === name.toLowerCase()));

/** The role that somebody has in an incident. */
export function roleNameOf(taking: {
  role: IncidentRole;
  customRole: { slug: string; name: string } | null;
}): RoleName {
  const { role, customRole } = taking;
  return customRole
    ? { key: customRole.slug, name: customRole.name }
    : { key: role, name: incidentRoleLabels[role] };
}

/** Whether somebody only takes part, without a role that one person has at a time. */
export const isPlain = ({ key }: RoleName): boolean => key === "participant";
