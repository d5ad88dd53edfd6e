import type { Role } from "../../../prisma/generated/enums";
import { isAtLeast, permissions } from "../../core/permissions";
import { roleLabels } from "../labels";
import { type Scope, scopeNouns } from "./labels";

/** The least role to which each scope opens anything. A key never does more than its person may, whatever it says. */
const leastRoles: Readonly<Record<Scope, Role>> = {
  "incidents:read": "viewer",
  "incidents:write": permissions["incident.declare"].role,
  "documents:read": "viewer",
  "documents:write": permissions["post-mortem.edit"].role,
  "action-items:read": "viewer",
  "action-items:write": permissions["action-item.add"].role,
  "services:read": "viewer",
  "services:write": permissions["service.create"].role,
  "deploys:read": "viewer",
  "deploys:write": permissions["deploy.record"].role,
  "pools:read": "viewer",
  "pools:write": permissions["pool.add"].role,
  "pool-sources:read": permissions["pool-source.edit"].role,
  "pool-sources:write": permissions["pool-source.add"].role,
  "alerts:read": "viewer",
  "alerts:write": permissions["alert-rule.add"].role,
  "people:read": "viewer",
  "sign-offs:read": "viewer",
  "metrics:write": "responder",
  "audit:read": "admin",
};

/** Why a person of this role cannot have a key with this scope, as a sentence, or null. */
export function whyNotScope(role: Role, scope: Scope): string | null {
  const least = leastRoles[scope];
  if (isAtLeast(role, least)) return null;
  return `${scope} wants the role ${roleLabels[least]}, and the key would act for somebody who is ${roleLabels[role]}.`;
}

/** The least role that a scope wants. */
export const leastRoleFor = (scope: Scope): Role => leastRoles[scope];

/** Where a key stands. */
export type KeyState = "working" | "expired" | "revoked";

/** Where a key stands at an instant. */
export function keyStateOf(key: { expiresAt: Date; revokedAt: Date | null }, now: Date): KeyState {
  if (key.revokedAt) return "revoked";
  return key.expiresAt <= now ? "expired" : "working";
}

const SOON_MS = 14 * 24 * 3_600_000;

/** Whether a key that works ends within a fortnight. */
export function endsSoon(key: { expiresAt: Date }, now: Date): boolean {
  return key.expiresAt.getTime() - now.getTime() <= SOON_MS;
}

/** Scopes in a few words each noun: 'Incidents: read, write', 'Services: read'. */
export function scopesInWords(scopes: readonly string[]): string[] {
  const byNoun = new Map<string, string[]>();
  for (const scope of scopes) {
    const [noun = "", verb = ""] = scope.split(":");
    byNoun.set(noun, [...(byNoun.get(noun) ?? []), verb]);
  }
  return [...byNoun].map(([noun, verbs]) => `${scopeNouns[noun] ?? noun}: ${verbs.join(", ")}`);
}
