import { describe, expect, test } from "vitest";
import { attributeBreach } from "@/lib/pools/attribution/rules";
import { throughputOf } from "@/lib/pools/attribution/throughput/rules";
import { figures } from "@/lib/pools/labels";
import { mapMetrics } from "@/lib/pools/metrics/rules";
import type { PoolSample } from "@/lib/pools/schema";
import { later, seconds } from "../../../support/clock";
import { scraped, taken } from "../metrics/exposition";
import { limits } from "./breaches";

/** What a pool does between two scrapes: callers a second, how long each holds, and how many hold at the end. */
type Turn = { rate: number; hold: number; used: number };

const nothing = Object.fromEntries(figures.map((figure) => [figure, null])) as Omit<PoolSample, "at">;

/** A pool as a library tells it for ten minutes, a scrape every 15 s; from the sixth minute on it is otherwise. */
function told(page: (turn: Turn & { count: number; sum: number }) => string, usual: Turn, then: Turn) {
  let [count, sum] = [90_000, 18_000];
  return Array.from({ length: 40 }, (_, index) => {
    const turn = index < 24 ? usual : then;
    count += turn.rate * 15;
    sum += turn.rate * turn.hold * 15;
    // Its instance is started anew in between, and counts from nothing.
    if (index === 12) [count, sum] = [0, 0];
    const { samples } = mapMetrics(
      scraped(
        page({ ...turn, count, sum }),
        { job: "shop", instance: "a:8080" },
        later(taken, seconds(index * 15)),
      ),
    );
    return { ...nothing, ...samples[0]?.sample } as PoolSample;
  });
}

const causeOf = (samples: PoolSample[]) =>
  attributeBreach({
    samples,
    holders: { now: [], before: null },
    throughput: throughputOf(samples),
    limits,
  });

const pages: [string, Parameters<typeof told>[0]][] = [
  [
    "HikariCP",
    ({ used, count, sum }) => `
      hikaricp_connections_active{pool="orders"} ${used}
      hikaricp_connections_max{pool="orders"} 50
      hikaricp_connections_usage_seconds_count{pool="orders"} ${count}
      hikaricp_connections_usage_seconds_sum{pool="orders"} ${sum}
      hikaricp_connections_usage_seconds_max{pool="orders"} 3`,
  ],
  [
    "OpenTelemetry",
    ({ used, count, sum }) => `
      db_client_connection_count{db_client_connection_pool_name="orders",db_client_connection_state="used"} ${used}
      db_client_connection_max{db_client_connection_pool_name="orders"} 50
      db_client_connection_use_time_seconds_count{db_client_connection_pool_name="orders"} ${count}
      db_client_connection_use_time_seconds_sum{db_client_connection_pool_name="orders"} ${sum}`,
  ],
];

describe.each(pages)("a breach of a pool that %s tells of, without holders", (_, page) => {
  const usual = { rate: 100, hold: 0.2, used: 20 };

  test("is slow queries where holds take longer and no more is done", () => {
    const found = causeOf(told(page, usual, { rate: 96, hold: 0.52, used: 50 }));
    expect(found).toMatchObject({ cause: "slow_queries" });
    expect(found.reasons.find(({ name }) => name === "queryAge")?.says).toBe(
      "Connections that were given back had been held for 200 ms on average, 520 ms now; which statements are running is not known.",
    );
  });

  test("is load where more is done and holds are as short as before", () => {
    expect(causeOf(told(page, usual, { rate: 245, hold: 0.2, used: 49 }))).toMatchObject({ cause: "load" });
  });

  test("is not said to be either where connections are taken and not given back", () => {
    expect(causeOf(told(page, usual, { rate: 90, hold: 0.2, used: 50 }))).toMatchObject({ cause: "unclear" });
  });
});
