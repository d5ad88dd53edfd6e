import type { AlertRule } from "../../../prisma/generated/client";
import { database, sql } from "../../core/database";
import { workerSeenSeconds } from "../../core/work";
import { figures } from "../../pools/labels";
import { silentAfterMs } from "../../pools/rules";
import { columnOf, toldSince } from "../../pools/samples/store";
import type { PoolSample } from "../../pools/schema";
import { rulesFor, type Watched } from "../rules/rules";
import { figuresOfTrend, instanceValue, isOf } from "../watch/figures";
import {
  readRules,
  type WatchedCheck,
  type WatchedPool,
  watchedChecks,
  watchedPools,
} from "../watch/queries";
import { worseOf } from "../watch/rules";
import type { FiringAlert, RuleSight, RuleSubject, Watching } from "./rules";

/** How rules are judged at present, and since when a worker has been there to hear of anything. */
export async function readWatching(now: Date): Promise<Watching> {
  const [found] = await sql<Watching>(
    `select max(judged_at) as "watchedAt", greatest(max(watching_since), (select min(started_at) from worker_process
       where seen_at > $1::timestamptz - make_interval(secs => $2))) as since from alert_watch`,
    [now, workerSeenSeconds],
  );
  return found ?? { watchedAt: null, since: null };
}

type Latest = PoolSample & { poolId: string };

/** What is known now of some rules that are in use: what each applies to, and its alerts that fire; by the rule's id. */
export async function readRuleSights(
  asked: readonly AlertRule[],
  watching: Watching,
  now: Date,
): Promise<Map<string, RuleSight>> {
  if (asked.length === 0) return new Map();
  const [all, pools, checks, firing] = await Promise.all([
    readRules(),
    watchedPools(),
    watchedChecks(),
    readFiring(asked.map(({ id }) => id)),
  ]);
  const appliesTo = ({ id }: AlertRule, watched: Watched) =>
    rulesFor(watched, all).some((rule) => rule.id === id);
  const found = asked.map((rule) => ({
    rule,
    // Of a pool that its source named nobody waits for figures before the first.
    pools: pools.filter(
      ({ id, serviceId, told, judgedTo }) =>
        (!told || judgedTo !== null) && appliesTo(rule, { poolId: id, serviceId }),
    ),
    checks: checks.filter(({ serviceId }) => appliesTo(rule, { poolId: null, serviceId })),
  }));
  const [names, latest] = await Promise.all([
    readNames(
      found.flatMap((one) => one.pools),
      found.flatMap((one) => one.checks),
    ),
    readLatest(
      found.flatMap((one) => one.pools.map(({ id }) => id)),
      now,
    ),
  ]);
  return new Map(
    found.map(({ rule, ...one }) => {
      const ofPool = (pool: WatchedPool) => ({
        name: names.get(pool.id) ?? "",
        ...poolSubject(rule, pool, latest.get(pool.id) ?? [], now),
      });
      const ofCheck = (check: WatchedCheck) => ({
        name: names.get(check.id) ?? "",
        ...checkSubject(check),
      });
      const subjects = [...one.pools.map(ofPool), ...one.checks.map(ofCheck)];
      return [rule.id, { ...watching, subjects, firing: firing.get(rule.id) ?? [] }] as const;
    }),
  );
}

/** How a pool that a rule applies to is seen, by the last sample of each of its instances. */
export function poolSubject(
  { figure, comparison }: Pick<AlertRule, "figure" | "comparison">,
  { judgedTo, intervalSeconds }: Pick<WatchedPool, "judgedTo" | "intervalSeconds">,
  latest: readonly PoolSample[],
  now: Date,
): Omit<RuleSubject, "name"> {
  const silentMs = silentAfterMs(intervalSeconds);
  if (figure === "no_data") {
    const value = judgedTo ? Math.max(0, (now.getTime() - judgedTo.getTime()) / 1000) : null;
    return { judgedTo, silentMs, told: true, value };
  }
  const heard = latest.filter(({ at }) => now.getTime() - at.getTime() <= silentMs);
  // A trend wants more than one look; whether it can be told at all, one look tells.
  if (isOf(figuresOfTrend, figure)) {
    const told = heard.some(({ used, max }) => used !== null && max !== null);
    return { judgedTo, silentMs, told, value: null };
  }
  const values = heard.flatMap((sample) => instanceValue(figure, [sample], sample.at) ?? []);
  const value = values.length > 0 ? values.reduce((a, b) => worseOf({ comparison }, a, b)) : null;
  return { judgedTo, silentMs, told: value !== null, value };
}

const checkSubject = ({ lastAt, intervalSeconds, failuresInARow }: WatchedCheck) => ({
  ...{ judgedTo: lastAt, silentMs: silentAfterMs(intervalSeconds), told: true, value: failuresInARow },
});

async function readFiring(ruleIds: readonly string[]): Promise<Map<string, FiringAlert[]>> {
  const named = { select: { name: true } } as const;
  const rows = await database().alert.findMany({
    where: { ruleId: { in: [...ruleIds] }, state: "firing" },
    select: { ruleId: true, number: true, lastValue: true, pool: named, healthCheck: named },
    orderBy: { number: "asc" },
  });
  const byRule = new Map<string, FiringAlert[]>();
  for (const { ruleId, number, lastValue, pool, healthCheck } of rows) {
    const alert = { number, lastValue, name: (pool ?? healthCheck)?.name ?? "" };
    byRule.set(ruleId, [...(byRule.get(ruleId) ?? []), alert]);
  }
  return byRule;
}

async function readNames(
  pools: readonly { id: string }[],
  checks: readonly { id: string }[],
): Promise<Map<string, string>> {
  const rows = await sql<{ id: string; name: string }>(
    "select id, name from pool where id = any($1::uuid[]) union all select id, name from health_check where id = any($2::uuid[])",
    [pools.map(({ id }) => id), checks.map(({ id }) => id)],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

const sampled = figures.map((figure) => `s.${columnOf[figure]}::float8 as "${figure}"`).join(", ");

/** The last sample of each instance of some pools within a day, by the pool's id. */
async function readLatest(poolIds: readonly string[], now: Date): Promise<Map<string, Latest[]>> {
  const rows = await sql<Latest>(
    `select i.pool_id as "poolId", s.at, ${sampled} from pool_instance i cross join lateral (
       select * from pool_sample where series_id = i.id and at > $2::timestamptz - interval '1 day' order by at desc limit 1) s
     where i.pool_id = any($1::uuid[]) and ${toldSince("$2::timestamptz - interval '1 day'")}`,
    [[...new Set(poolIds)], now],
  );
  const byPool = new Map<string, Latest[]>();
  for (const row of rows) byPool.set(row.poolId, [...(byPool.get(row.poolId) ?? []), row]);
  return byPool;
}
