import { addUsualEnvironments } from "../../catalog/environments/commands";
import { type Api, speakTo } from "../../gates/drill/api";
import { generatorName } from "../../gates/drill/report-generator/report";
import type { ReportsDatabase } from "../../gates/drill/reports-database";
import { addMember, createTeam } from "../../people/teams/commands";
import { asHand, type Crew, keyFor } from "./crew";

/** Where the report generator is reached, its database, and how many connections its pool may open. */
export type Watched = { address: string; database: ReportsDatabase; limit: number };

/** What service, pool and health check are called. */
export const watchedName = "Report generator";

// The shortest there is: of what happens in two minutes more than a few samples are wanted.
const EVERY_SECONDS = 5;
const HEALTH_TIMEOUT_MS = 2_000;

type Named = { slug: string };
type Rule = Named & { forSeconds: number; keepFiringSeconds: number };

/**
 * Sets the product at an address up to watch the report generator. Environments and a team come first, by the commands
 * that people's clicks would call; then, through the API with a key of the admin's, a service in staging, the database
 * server as a source, the generator's pool of it, a health check, and the usual alert rules, whose lengths of time are
 * shortened by `compression`. Gives the pool's address.
 */
export async function setUpWatching(
  address: string,
  crew: Crew,
  watched: Watched,
  compression: number,
): Promise<string> {
  const team = await gatherTeam(crew);
  const api = speakTo(address, await keyFor(crew.admin, ["services", "pool-sources", "pools", "alerts"]));
  const service = await api.post<Named>("/services", {
    name: watchedName,
    description: "Makes reports for every tenant.",
    ownerTeam: team.slug,
    environments: ["staging"],
  });
  const source = await api.post<Named>("/pool-sources", {
    name: "Reports database",
    ...watched.database.watcher,
    ...{ database: "reports", tls: "off", intervalSeconds: EVERY_SECONDS },
  });
  const pool = await api.post<Named>("/pools", {
    name: watchedName,
    sourceSlug: source.slug,
    ...{ service: service.slug, environment: "staging", declaredMax: watched.limit },
    ...{ database: "reports", application: generatorName },
  });
  await api.post(`/services/${service.slug}/health-checks`, {
    name: watchedName,
    ...{ environment: "staging", url: `${watched.address}/health` },
    ...{ intervalSeconds: EVERY_SECONDS, timeoutMs: HEALTH_TIMEOUT_MS },
  });
  await shortenRules(api, compression);
  return pool.slug;
}

/** Tells the product that the pool's limit is another now, as the lead's deploy does. */
export async function declareLimit(
  address: string,
  { lead }: Crew,
  slug: string,
  limit: number,
): Promise<void> {
  const api = speakTo(address, await keyFor(lead, ["pools"]));
  await api.amend(`/pools/${slug}`, { declaredMax: limit });
}

async function gatherTeam({ admin, lead, responder }: Crew): Promise<Named> {
  await addUsualEnvironments(await asHand(admin), {});
  const team = await createTeam(await asHand(admin), { name: "Reporting" });
  for (const { id: personId } of [lead, responder])
    await addMember(await asHand(admin), { teamId: team.teamId, personId });
  return team;
}

/** The usual rules, with what they wait for made shorter; thresholds and what follows stay. */
async function shortenRules(api: Api, compression: number): Promise<void> {
  const shorter = (seconds: number) => Math.ceil(seconds / compression);
  // They are there since the first start, unless something took them away.
  await api.post("/alert-rules/usual");
  const { items } = await api.get<{ items: Rule[] }>("/alert-rules?limit=100");
  for (const { slug, forSeconds, keepFiringSeconds } of items)
    await api.amend(`/alert-rules/${slug}`, {
      forSeconds: shorter(forSeconds),
      keepFiringSeconds: shorter(keepFiringSeconds),
    });
}
