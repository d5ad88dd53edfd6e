import { type Choice, namedChoices } from "@/components/incidents/choices";
import { listEnvironments } from "@/lib/catalog/environments/queries";
import type { Context } from "@/lib/core/context";
import { listTeams } from "@/lib/people/teams/queries";

/** What the form of a service offers: teams and environments in use. */
export async function serviceFormChoices(
  context: Context,
): Promise<{ teams: Choice[]; environments: Choice[] }> {
  const [teams, environments] = await Promise.all([listTeams(context), listEnvironments(context)]);
  return { teams: namedChoices(teams), environments: namedChoices(environments) };
}
