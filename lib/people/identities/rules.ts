import type { Role } from "../../../prisma/generated/enums";
import { isAtLeast } from "../../core/permissions";
import type { ProviderSettings } from "../../core/sign-in-settings";
import { emailField, timeZoneField } from "../schema";
import type { Claims } from "./schema";

/** How far the clocks of the provider and of the database may be apart, in milliseconds. */
export const clockToleranceMs = 60_000;

/** How long somebody may take at the provider, in milliseconds. */
export const askedForMs = 10 * 60_000;

/** Somebody who comes from the provider, as far as it could be read and believed. */
export type Comer = { email: string; name: string; timeZone: string; groups: readonly string[] };

/** Who comes; or why they cannot be let in, whoever they are here: in a word for them, in a reason for the log. */
export function whoComes(
  claims: Claims,
  settings: Pick<ProviderSettings, "groupsClaim" | "allowedDomains">,
):
  | { known: true; comer: Comer }
  | { known: false; notice: "provider_unverified" | "provider_not_admitted"; reason: string } {
  const email = emailField.safeParse(claims.email);
  if (!email.success)
    return { known: false, notice: "provider_unverified", reason: "no e-mail address is told" };
  if (claims.email_verified !== true)
    return { known: false, notice: "provider_unverified", reason: "the e-mail address is not verified" };
  const domain = email.data.slice(email.data.lastIndexOf("@") + 1);
  if (settings.allowedDomains.length > 0 && !settings.allowedDomains.includes(domain))
    return { known: false, notice: "provider_not_admitted", reason: `the domain ${domain} is not allowed` };
  const zone = timeZoneField.safeParse(claims.zoneinfo);
  return {
    known: true,
    comer: {
      email: email.data,
      name: nameOf(claims, email.data),
      timeZone: zone.success ? zone.data : "UTC",
      groups: groupsOf(claims, settings.groupsClaim),
    },
  };
}

/**
 * The role with which somebody comes in, the highest of their mapped groups; null refuses them. `has` is the role of
 * a person whom we know: it stays where no group is mapped at all, else groups decide at each sign-in.
 */
export function roleFor(
  has: Role | null,
  groups: readonly string[],
  { roles, defaultRole }: Pick<ProviderSettings, "roles" | "defaultRole">,
): Role | null {
  const mapped = groups.flatMap((group) => roles.get(group) ?? []);
  const [first, ...others] = mapped;
  if (first) return others.reduce((best, role) => (isAtLeast(role, best) ? role : best), first);
  return has && roles.size === 0 ? has : defaultRole;
}

/** Whether a login at the provider happened because it was asked for at `askedAt`, by the provider's own word. */
export function isAnswerTo(askedAt: Date, authTime: number | undefined, now: Date): boolean {
  if (authTime === undefined) return false;
  const at = authTime * 1_000;
  return at >= askedAt.getTime() - clockToleranceMs && at <= now.getTime() + clockToleranceMs;
}

function nameOf({ name, given_name, family_name }: Claims, email: string): string {
  const parts = [given_name, family_name].filter(Boolean).join(" ");
  return (name || parts || email.slice(0, email.indexOf("@"))).slice(0, 200);
}

/** The groups under a claim's name, or under a path of names such as `realm_access.roles`. */
function groupsOf(claims: Claims, claim: string): string[] {
  const inside = (from: unknown, name: string) =>
    typeof from === "object" && from !== null && Object.hasOwn(from, name)
      ? (from as Record<string, unknown>)[name]
      : undefined;
  const found = inside(claims, claim) ?? claim.split(".").reduce<unknown>(inside, claims);
  const list = Array.isArray(found) ? found : [found];
  return list.filter((group): group is string => typeof group === "string");
}
