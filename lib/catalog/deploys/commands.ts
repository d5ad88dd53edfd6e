import { canonicalJson, sha256Hex } from "../../core/canonical";
import type { Changed } from "../../core/command";
import type { Context } from "../../core/context";
import type { Transaction } from "../../core/database";
import { Refusal } from "../../core/refusal";
import { findEnvironment } from "../environments/queries";
import { findService } from "../services/queries";
import { deployInclusion, type PlacedDeploy } from "./queries";
import { whyNotAt } from "./rules";
import type { DeployGiven } from "./schema";

/** A delivery that tells no time and comes again so soon is the same one. */
const AGAIN_WITHIN_MS = 10 * 60_000;

/**
 * Deploys of a service, and whatever looks for those that belong to an incident of it, take turns until the transaction
 * ends: a deploy that is told and an incident that is declared at once find each other. Taken before an incident is held.
 */
export async function takeDeployTurns(tx: Transaction, serviceId: string): Promise<void> {
  await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`deploys of ${serviceId}`}, 0))::text as locked`;
}

/**
 * Keeps a deploy, once: one that comes again is given as it was kept, and `isNew` is false. Part of `deploy.record`, which
 * also tells the incidents. Refuses a service or an environment that is not there, a time that has not come or is long
 * past, and a deduplication key under which another deploy was told.
 */
export async function keepDeploy(
  { tx, context, changed }: { tx: Transaction; context: Context; changed: Changed },
  given: DeployGiven,
): Promise<{ deploy: PlacedDeploy; isNew: boolean }> {
  const service = await findService(context, given.service, tx);
  if (!service) throw nothingCalled("service", given.service);
  const environment = given.environment ? await findEnvironment(context, given.environment, tx) : null;
  if (given.environment && !environment) throw nothingCalled("environment", given.environment);
  const late = given.at && whyNotAt(given.at, context.now);
  if (late) throw new Refusal("invalid", late, { at: late });

  await takeDeployTurns(tx, service.id);
  const said = {
    kind: given.kind,
    summary: given.summary,
    version: given.version ?? "",
    source: given.source ?? "",
    links: given.links.map(({ href, text }) => ({ href, text: text ?? href })),
    details: given.details,
  };
  const place = { serviceId: service.id, environmentId: environment?.id ?? null };
  const at = given.at?.toISOString() ?? null;
  const hash = sha256Hex(canonicalJson({ ...said, environment: environment?.slug ?? null, at }));
  const told = await findTold(tx, context, service.id, given, hash);
  if (told) {
    if (given.deduplicationKey) refuseOther(told, { ...place, ...said }, given.at);
    return { deploy: told, isNew: false };
  }
  const deploy = await tx.deploy.create({
    data: {
      ...place,
      ...said,
      // A clock that is a little ahead has told of now.
      at: given.at && given.at < context.now ? given.at : context.now,
      dedupKey: keyOf(given, hash, context.now),
      apiKeyId: context.actor.keyId ?? null,
      receivedAt: context.now,
    },
    include: deployInclusion,
  });
  const { kind, summary, version, source } = said;
  changed(
    { kind: "deploy", id: deploy.id },
    {
      service: [null, service.slug],
      environment: [null, environment?.slug ?? null],
      kind: [null, kind],
      at: [null, deploy.at],
      summary: [null, summary],
      version: ["", version],
      source: ["", source],
    },
  );
  return { deploy, isNew: true };
}

/** What tells one delivery from another: the sender's own key, else all that it says. */
function keyOf({ deduplicationKey, at }: DeployGiven, hash: string, now: Date): string {
  if (deduplicationKey !== undefined) return `key ${deduplicationKey}`;
  return at ? hash : `${hash} ${now.toISOString()}`;
}

async function findTold(
  tx: Transaction,
  { now }: Context,
  serviceId: string,
  given: DeployGiven,
  hash: string,
): Promise<PlacedDeploy | null> {
  if (given.deduplicationKey !== undefined || given.at) {
    const key = { serviceId, dedupKey: keyOf(given, hash, now) };
    return tx.deploy.findUnique({ where: { serviceId_dedupKey: key }, include: deployInclusion });
  }
  return tx.deploy.findFirst({
    where: {
      serviceId,
      dedupKey: { startsWith: `${hash} ` },
      at: { gt: new Date(now.getTime() - AGAIN_WITHIN_MS) },
    },
    include: deployInclusion,
  });
}

function refuseOther(
  told: PlacedDeploy,
  data: Pick<PlacedDeploy, "environmentId" | "kind" | "summary" | "version">,
  at: Date | undefined,
): void {
  // One that was told with a clock a little ahead stands at the time at which it came.
  const came = +told.at === +told.receivedAt && at !== undefined && at >= told.receivedAt;
  const same =
    told.environmentId === data.environmentId &&
    told.kind === data.kind &&
    told.summary === data.summary &&
    told.version === data.version &&
    (at === undefined || came || +at === +told.at);
  if (same) return;
  const sentence =
    "Another deploy of this service was told under this key. Give each deploy a key of its own.";
  throw new Refusal("conflict", sentence, { deduplicationKey: sentence });
}

function nothingCalled(field: "service" | "environment", name: string): Refusal {
  const sentence = `There is no ${field} “${name}” here. Name one by its slug or its name, as Highwater shows it.`;
  return new Refusal("invalid", sentence, { [field]: sentence });
}
