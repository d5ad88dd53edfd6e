import { type Choice, namedChoices } from "@/components/incidents/choices";
import { listEnvironments } from "@/lib/catalog/environments/queries";
import { listServices } from "@/lib/catalog/services/queries";
import type { Context } from "@/lib/core/context";
import { askedKinds } from "@/lib/pools/sources/labels";
import { listSources } from "@/lib/pools/sources/queries";

/** What the form of a pool offers: sources to collect from, services and environments in use. */
export async function poolFormChoices(
  context: Context,
): Promise<{ sources: Choice[]; services: Choice[]; environments: Choice[] }> {
  const [sources, services, environments] = await Promise.all([
    listSources(context),
    listServices(context),
    listEnvironments(context),
  ]);
  return {
    sources: namedChoices(sources.filter(({ kind }) => askedKinds.includes(kind))),
    services: namedChoices(services),
    environments: namedChoices(environments),
  };
}
