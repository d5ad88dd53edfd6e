import { addHealthCheck } from "../../alerts/health-checks/commands";
import { addUsualRules, editRule } from "../../alerts/rules/commands";
import { listRules, ruleContent } from "../../alerts/rules/queries";
import { addUsualEnvironments } from "../../catalog/environments/commands";
import { createService } from "../../catalog/services/commands";
import { generatorName } from "../../gates/drill/report-generator/report";
import type { ReportsDatabase } from "../../gates/drill/reports-database";
import { addMember, createTeam } from "../../people/teams/commands";
import { addPool, editPool } from "../../pools/commands";
import { getPool, poolContent } from "../../pools/queries";
import { addSource } from "../../pools/sources/commands";
import { asHand, type Crew } from "./crew";

/** Where the report generator is reached, its database, and how many connections its pool may open. */
export type Watched = { address: string; database: ReportsDatabase; limit: number };

/** What service, pool and health check are called. */
export const watchedName = "Report generator";

// The shortest there is: of what happens in two minutes more than a few samples are wanted.
const EVERY_SECONDS = 5;
const HEALTH_TIMEOUT_MS = 2_000;

/**
 * Sets the product up to watch the report generator, through the commands that people's clicks would call: a team, a
 * service in staging, the database server as a source, the generator's pool of it, a health check, and the usual alert
 * rules, whose lengths of time are shortened by `compression`. Gives the pool's address.
 */
export async function setUpWatching(crew: Crew, watched: Watched, compression: number): Promise<string> {
  const admin = () => asHand(crew.admin);
  await addUsualEnvironments(await admin(), {});
  const team = await createTeam(await admin(), { name: "Reporting" });
  for (const { id: personId } of [crew.lead, crew.responder])
    await addMember(await admin(), { teamId: team.teamId, personId });
  const service = await createService(await admin(), {
    name: watchedName,
    description: "Makes reports for every tenant.",
    ownerTeam: team.slug,
    environments: ["staging"],
  });
  const source = await addSource(await admin(), {
    name: "Reports database",
    ...watched.database.watcher,
    ...{ database: "reports", tls: "off", intervalSeconds: EVERY_SECONDS },
  });
  const pool = await addPool(await admin(), {
    name: watchedName,
    sourceSlug: source.slug,
    ...{ service: service.slug, environment: "staging", declaredMax: watched.limit },
    ...{ database: "reports", application: generatorName },
  });
  await addHealthCheck(await admin(), {
    name: watchedName,
    ...{ service: service.slug, environment: "staging", url: `${watched.address}/health` },
    ...{ intervalSeconds: EVERY_SECONDS, timeoutMs: HEALTH_TIMEOUT_MS },
  });
  await shortenRules(crew, compression);
  return pool.slug;
}

/** Tells the product that the pool's limit is another now, as the lead does who deployed it. */
export async function declareLimit({ lead }: Crew, slug: string, limit: number): Promise<void> {
  const context = await asHand(lead);
  await editPool(context, { ...poolContent(await getPool(context, slug)), slug, declaredMax: limit });
}

/** The usual rules, with what they wait for made shorter; thresholds and what follows stay. */
async function shortenRules({ admin }: Crew, compression: number): Promise<void> {
  await addUsualRules(await asHand(admin), {});
  const shorter = (seconds: number) => Math.ceil(seconds / compression);
  const context = await asHand(admin);
  for (const rule of await listRules(context)) {
    const { forSeconds, keepFiringSeconds, ...rest } = ruleContent(rule);
    const lengths = { forSeconds: shorter(forSeconds), keepFiringSeconds: shorter(keepFiringSeconds) };
    await editRule(context, { ...rest, ...lengths, slug: rule.slug });
  }
}
