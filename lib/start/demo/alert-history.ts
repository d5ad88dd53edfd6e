import { pools } from "../../../prisma/sample/pools";
import { addUsualRules } from "../../alerts/rules/commands";
import { rulesFor } from "../../alerts/rules/rules";
import { judgeSamples, type NamedSample } from "../../alerts/watch/judging";
import { emptyMemory } from "../../alerts/watch/memory";
import { readRules } from "../../alerts/watch/queries";
import { type BreachSight, keepWatch, writeTurn } from "../../alerts/watch/store";
import { watchedRule } from "../../alerts/watch/turn";
import { systemContext } from "../../core/context";
import { sql } from "../../core/database";
import { attributeBreach } from "../../pools/attribution/rules";
import { throughputOf } from "../../pools/attribution/throughput/rules";
import { silentAfterMs } from "../../pools/rules";
import type { SeriesSample } from "../../pools/samples/rules";
import type { Holder } from "../../pools/schema";
import { makePool, sampleAt, type Told } from "./pool-history";

const MINUTE = 60_000;
/** As often as the applications of the story send their metrics. */
const everyMs = 15_000;
/** How much is judged before something begins, for trends, and after it is over. */
const around = { before: 50 * MINUTE, after: 45 * MINUTE };
const storyteller = "the story";

/**
 * What the watch would have found while the pools of the story had their troubles: judged by the usual rules and written
 * as it writes, but nothing follows from it any more. Alerts of the hours of an incident of their service stand with it.
 */
export async function tellAlerts(founded: Date, now: Date): Promise<void> {
  await addUsualRules(systemContext(founded), {});
  const rules = await readRules();
  if (!(await keepWatch(storyteller))) throw new Error("somebody watches while the story is told");
  for (const story of pools) {
    const told = await makePool(story, founded, now);
    const [pool] = await sql<{ id: string; serviceId: string }>(
      'select p.id, p.service_id as "serviceId" from pool p join pool_instance i on i.pool_id = p.id where i.id = $1',
      [told.seriesId],
    );
    if (!pool) throw new Error("a pool of the story is not there");
    const ours = rulesFor({ poolId: pool.id, serviceId: pool.serviceId }, rules);
    for (const episode of told.episodes) {
      const samples = samplesAround(told, episode, now);
      const standings = new Map();
      const events = judgeSamples(
        emptyMemory(),
        samples,
        ours.map(watchedRule),
        standings,
        silentAfterMs(everyMs / 1000),
      );
      const outcome = {
        ...{ subject: { poolId: pool.id, healthCheckId: null }, events, standings, open: new Map() },
        ...{ rules: new Map(ours.map((rule) => [rule.id, rule])), freshAfter: now },
        sightOf: ({ step }: { step: { at: Date; to: string } }) =>
          sightAt(story.service, samples, step.at, step.to),
      };
      await writeTurn(storyteller, [outcome], new Map(), now);
    }
  }
  await sql("update alert_transition set recorded_at = at");
  await sql("delete from work where kind in ('alert.respond', 'alert.end')");
  await sql(
    `update alert a set incident_id = i.id, responded_at = a.firing_at from incident i, pool p
     where p.id = a.pool_id and i.service_id = p.service_id and a.firing_at is not null
       and a.pending_at between i.created_at - interval '30 minutes' and i.created_at + interval '3 hours'`,
  );
  await sql("delete from alert_watch where leased_by = $1", [storyteller]);
}

function samplesAround(told: Told, { from, minutes }: Told["episodes"][number], now: Date): NamedSample[] {
  const lasts = minutes.reduce((sum, part) => sum + part, 0) * MINUTE;
  const first = Math.floor((from - around.before) / everyMs) * everyMs;
  const last = Math.min(now.getTime(), from + lasts + around.after);
  return Array.from({ length: Math.max(0, Math.ceil((last - first) / everyMs)) }, (_, index) => ({
    ...sampleAt(told, new Date(first + index * everyMs)),
    instance: "sender-1",
  }));
}

/** Who held connections then: reports whose transactions were never ended, beside those that work. */
function holdersAt(
  service: string,
  { used, idleInTransaction: stuck }: SeriesSample,
  ageSeconds: number,
): Holder[] {
  const line = (state: Holder["state"], count: number, age: number, fingerprint: string): Holder => ({
    ...{ application: service, user: "app", state, count, ageSeconds: age, fingerprint },
  });
  return [
    line("idle in transaction", stuck ?? 0, ageSeconds, "select * from report_rows where report_id = ?"),
    line("active", Math.max(0, (used ?? 0) - (stuck ?? 0)), 0.4, "select * from reports where id = ?"),
  ].filter(({ count }) => count > 0);
}

function sightAt(
  service: string,
  samples: readonly SeriesSample[],
  at: Date,
  to: string,
): BreachSight | null {
  const window = samples.filter((one) => one.at <= at && one.at.getTime() > at.getTime() - 15 * MINUTE);
  const present = window.at(-1);
  if (!present || (to !== "pending" && to !== "firing")) return null;
  const stuckSince = window.find(({ idleInTransaction }) => (idleInTransaction ?? 0) > 0)?.at ?? at;
  const age = (at.getTime() - stuckSince.getTime()) / 1000;
  const holders = holdersAt(service, present, age);
  if (to === "pending") return { holders, holdersAt: at, attribution: null };
  const past = window.at(-20) ?? window[0] ?? present;
  const secondsAgo = (at.getTime() - past.at.getTime()) / 1000;
  const attribution = attributeBreach({
    samples: window,
    holders: {
      now: holders,
      before: { holders: holdersAt(service, past, Math.max(0, age - secondsAgo)), secondsAgo },
    },
    throughput: throughputOf(window),
    limits: { holdSeconds: 60, idleInTransactionSeconds: 60 },
  });
  return { holders, holdersAt: at, attribution };
}
