import { type Choice, namedChoices } from "@/components/incidents/choices";
import { listEnvironments } from "@/lib/catalog/environments/queries";
import { listServices } from "@/lib/catalog/services/queries";
import type { Context } from "@/lib/core/context";
import { chosenKinds } from "@/lib/pools/sources/labels";
import { listSources } from "@/lib/pools/sources/queries";
import type { SourceChoice } from "./pool-form";

/** What the form of a pool offers: sources whose connections are chosen from, services and environments in use. */
export async function poolFormChoices(
  context: Context,
): Promise<{ sources: SourceChoice[]; services: Choice[]; environments: Choice[] }> {
  const [sources, services, environments] = await Promise.all([
    listSources(context),
    listServices(context),
    listEnvironments(context),
  ]);
  return {
    sources: sources
      .filter(({ kind }) => chosenKinds.includes(kind))
      .map(({ slug, name, kind }) => ({ value: slug, label: name, kind })),
    services: namedChoices(services),
    environments: namedChoices(environments),
  };
}
