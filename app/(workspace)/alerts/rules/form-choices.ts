import { type Choice, namedChoices, withCurrent } from "@/components/incidents/choices";
import { listScopes, type Rule } from "@/lib/alerts/rules/queries";
import type { Context } from "@/lib/core/context";

/** What the form of a rule offers: the pools and services that the actor manages, and what the rule is of already. */
export async function ruleFormChoices(
  context: Context,
  rule?: Rule,
): Promise<Record<"pools" | "services", Choice[]>> {
  const { pools, services } = await listScopes(context);
  const current = (of: { slug: string; name: string } | null | undefined) =>
    of ? { value: of.slug, label: of.name } : null;
  return {
    pools: withCurrent(namedChoices(pools), current(rule?.pool)),
    services: withCurrent(namedChoices(services), current(rule?.service)),
  };
}
