import { demandManager, getService } from "../../catalog/services/queries";
import { check } from "../../core/command";
import type { Context } from "../../core/context";
import { database } from "../../core/database";
import { privateHosts } from "../../core/env";
import { demand } from "../../core/permissions";
import { Refusal } from "../../core/refusal";
import { singleton } from "../../core/singleton";
import { type Answer, ask } from "./asking";
import { tryHealthCheckInput } from "./schema";

const MINUTE_MS = 60_000;
const MOST_A_MINUTE = 10;

/**
 * Asks once what a form of a health check says, and keeps nothing. For those who may add one to the service, ten times a
 * minute each; refuses more with 'rate_limited'.
 */
export async function tryHealthCheck(context: Context, raw: unknown): Promise<Answer> {
  demand(context, "health-check.add");
  const { service: named, expectedText = null, ...input } = check(tryHealthCheckInput, raw);
  const service = await getService(context, named);
  await demandManager(database(), context, service.ownerTeamId);
  count(context.actor.id ?? "");
  const answer = await ask({ ...input, expectedText }, privateHosts());
  if (!answer) throw new Refusal("unavailable", "Nothing can be told at this moment. Try again.");
  return answer;
}

/** Counts a trial of somebody's in this process. */
function count(person: string): void {
  const trials = singleton("health-check-trials", () => new Map<string, number[]>());
  const since = performance.now() - MINUTE_MS;
  for (const [one, times] of trials) if ((times.at(-1) ?? 0) < since) trials.delete(one);
  const lately = (trials.get(person) ?? []).filter((at) => at >= since);
  if (lately.length >= MOST_A_MINUTE)
    throw new Refusal("rate_limited", `At most ${MOST_A_MINUTE} a minute. Wait a moment, then try again.`);
  trials.set(person, [...lately, performance.now()]);
}
