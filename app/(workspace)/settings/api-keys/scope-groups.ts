import { isAtLeast } from "@/lib/core/permissions";
import { type Scope, scopeMeanings, scopeNouns, scopes } from "@/lib/people/api-keys/labels";
import { leastRoleFor } from "@/lib/people/api-keys/rules";
import { roleLabels } from "@/lib/people/labels";
import type { Role } from "@/prisma/generated/enums";

/** The scopes of one noun, as the form offers them. */
export type ScopeGroup = {
  noun: string;
  scopes: {
    scope: Scope;
    meaning: string /** The role it wants, where the person's is less. */;
    wants?: string;
  }[];
};

/** Every scope under its noun, with what stands in a person's way. */
export function scopeGroups(role: Role): ScopeGroup[] {
  return Object.entries(scopeNouns).map(([key, noun]) => ({
    noun,
    scopes: scopes
      .filter((scope) => scope.startsWith(`${key}:`))
      .map((scope) => ({
        scope,
        meaning: scopeMeanings[scope],
        ...(isAtLeast(role, leastRoleFor(scope)) ? {} : { wants: roleLabels[leastRoleFor(scope)] }),
      })),
  }));
}
