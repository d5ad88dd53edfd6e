import { keepWatch } from "@/lib/alerts/watch/store";
import { takeTurn, type WatchMemory } from "@/lib/alerts/watch/turn";
import { recall } from "@/lib/alerts/watch/watcher";
import { database, sql } from "@/lib/core/database";
import { writeSamples } from "@/lib/pools/samples/store";
import type { AlertRule } from "@/prisma/generated/client";
import { beginning } from "../../support/cast";
import { later, seconds } from "../../support/clock";
import { unique } from "../../support/world";
import { makeSeries, sample } from "../pools/support";

/** A rule for everywhere, for a pool or for a service; what is not said is that of a critical one over 95 %. */
export function makeRule(terms: Partial<AlertRule> = {}): Promise<AlertRule> {
  const name = unique("rule");
  return database().alertRule.create({
    data: {
      ...{ slug: name.replace(" ", "-"), name, figure: "utilisation", comparison: "above", threshold: 95 },
      ...{
        clearThreshold: 80,
        forSeconds: 30,
        keepFiringSeconds: 60,
        severity: "critical",
        response: "declare",
      },
      createdAt: beginning,
      ...terms,
    },
  });
}

/** A pool of 50 of a service, with one instance. */
export async function makePool(serviceSlug?: string) {
  const name = unique("reporting").replace(" ", "-");
  const { poolId, seriesId } = await makeSeries(name);
  if (serviceSlug)
    await sql("update pool set service_id = (select id from service where slug = $2) where id = $1", [
      poolId,
      serviceSlug,
    ]);
  return { poolId, seriesId, name };
}

/** A watch of this process whose clock the test turns; `tell` writes samples fifteen seconds apart, and judges them. */
export async function startWatch(watcher: string = unique("watcher")) {
  const began = beginning;
  await sql("update alert_watch set lease_until = '-infinity'");
  await keepWatch(watcher);
  let memory: WatchMemory = await recall();
  let now = began;
  const judge = (since = began) => takeTurn(watcher, memory, { now, since });
  return {
    watcher,
    get now() {
      return now;
    },
    judge,
    async restart() {
      memory = await recall();
    },
    pass(ms: number) {
      now = later(now, ms);
    },
    async tell(seriesId: number, used: readonly number[], more: object = {}) {
      for (const one of used) {
        now = later(now, seconds(15));
        await writeSamples([sample(seriesId, now, { max: 50, used: one, ...more })], now);
        await judge();
      }
    },
  };
}

/** The alerts of a pool with their steps, the oldest first. */
export const alertsOf = (poolId: string) =>
  database().alert.findMany({
    where: { poolId },
    orderBy: { number: "asc" },
    include: { transitions: { orderBy: { id: "asc" } }, rule: true },
  });

/** The kinds of work that are ordered for an alert and not done yet. */
export async function ordered(alertId: string): Promise<string[]> {
  const rows = await sql<{ kind: string }>(
    "select kind from work where payload #>> '{subject,id}' = $1 and finished_at is null order by created_at, kind",
    [alertId],
  );
  return rows.map(({ kind }) => kind);
}

/** A health check of a service, which this process asks nothing. */
export async function makeCheck(serviceSlug: string) {
  const { id: serviceId } = await database().service.findUniqueOrThrow({ where: { slug: serviceSlug } });
  return database().healthCheck.create({
    data: {
      ...{ slug: `${serviceSlug}-answers`, name: `${serviceSlug} answers`, serviceId },
      ...{ url: "https://example.org/health", intervalSeconds: 15, timeoutMs: 5_000 },
      ...{ leastStatus: 200, mostStatus: 299, createdAt: beginning },
      turn: { create: { nextAt: beginning } },
    },
  });
}
