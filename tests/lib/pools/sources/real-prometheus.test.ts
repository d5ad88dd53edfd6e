import type { RequestListener } from "node:http";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { sql } from "@/lib/core/database";
import type { Repetition } from "@/lib/core/repeatedly";
import { runCollector } from "@/lib/pools/collection/collector";
import { addSource } from "@/lib/pools/sources/commands";
import { type Answering, answering } from "../../../support/answering";
import { type Cast, cast } from "../../../support/cast";
import { lackOfPrometheus, type RememberingPrometheus, startPrometheusOn } from "../../../support/prometheus";
import { unique } from "../../../support/world";
import { asOfNow, failureOf, poolsWhen } from "../collection/watching";

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

const lack = lackOfPrometheus();

let people: Cast;
let exporter: Answering | null;
let engine: RememberingPrometheus;
let collector: Repetition;
let active = 8;

/** What HikariCP and postgres_exporter tell, in a shop that nobody but this test has. */
const told: RequestListener = (_, response) => {
  response.writeHead(200, { "content-type": "text/plain; version=0.0.4" });
  response.end(`# TYPE hikaricp_connections_active gauge
hikaricp_connections_active{pool="main"} ${active}
hikaricp_connections_idle{pool="main"} ${10 - active}
hikaricp_connections_pending{pool="main"} 3
hikaricp_connections_max{pool="main"} 10
hikaricp_connections_min{pool="main"} 10
# TYPE hikaricp_connections_timeout_total counter
hikaricp_connections_timeout_total{pool="main"} 4
# TYPE hikaricp_connections_acquire_seconds summary
hikaricp_connections_acquire_seconds{pool="main",quantile="0.95"} 0.25
hikaricp_connections_acquire_seconds_sum{pool="main"} 12.5
hikaricp_connections_acquire_seconds_count{pool="main"} 1027
# TYPE pg_stat_activity_count gauge
pg_stat_activity_count{datname="shop",state="active",backend_type="client backend"} 5
pg_stat_activity_count{datname="shop",state="idle in transaction",backend_type="client backend"} 2
pg_stat_activity_count{datname="shop",state="idle",backend_type="client backend"} 20
# TYPE pg_settings_max_connections gauge
pg_settings_max_connections 100
# TYPE process_open_fds gauge
process_open_fds 12
`);
};

describe.skipIf(lack !== null)(
  `a real Prometheus that is asked${lack ? ` (not asked: ${lack})` : ""}`,
  () => {
    beforeAll(async () => {
      people = await cast();
      exporter = await answering(told);
      engine = await startPrometheusOn([], [], { job: "shop", target: new URL(exporter.url).host });
    });
    afterAll(async () => {
      await engine?.stop();
      await exporter?.stop();
    });
    beforeEach(() => {
      collector = runCollector("the suite");
    });
    afterEach(async () => {
      await collector.stop();
      await sql(
        "update pool_source set archived_at = created_at where kind <> 'own' and archived_at is null",
      );
    });

    async function source(questions?: string): Promise<string> {
      const { slug } = await addSource(await asOfNow(people.omar), {
        ...{ kind: "prometheus", name: unique("Engine"), url: engine.url, questions, intervalSeconds: 5 },
      });
      return slug;
    }

    it("answers for all that is understood, by one expression, as it is now", async () => {
      const slug = await source();
      const pools = await poolsWhen(people.omar, slug, (found) => found.length === 2 && found.every(isTold));
      expect(pools.map(({ name, used, max, waiting }) => ({ name, used, max, waiting }))).toEqual([
        { name: "shop", used: 7, max: 100, waiting: null },
        { name: "shop · main", used: 8, max: 10, waiting: 3 },
      ]);
      const [sample] = await sql(
        `select acquire_wait_p95_ms as wait, timeouts::int from pool_sample where waiting = 3 order by at desc limit 1`,
      );
      expect(sample).toEqual({ wait: 250, timeouts: 4 });
      active = 10;
      await poolsWhen(people.omar, slug, (found) => found.some(({ used }) => used === 10));
    });

    it("answers questions of one's own", async () => {
      const slug = await source(
        "used: sum by (pool) (hikaricp_connections_active)\nmax: max by (pool) (hikaricp_connections_max)",
      );
      const [pool] = await poolsWhen(people.omar, slug, (found) => found.some(isTold));
      expect(pool).toMatchObject({ used: 10, max: 10 });
    });

    it("says in its own words what is wrong with a question", async () => {
      const slug = await source("used: sum by (pool (hikaricp_connections_active)");
      expect(await failureOf(people.omar, slug)).toMatch(
        /^It does not answer the question for used: .*parse error/,
      );
    });

    it("has nothing to tell of what it cannot scrape any more: there is no data, and not the last of it", async () => {
      const slug = await source();
      await poolsWhen(people.omar, slug, (found) => found.length === 2 && found.every(isTold));
      await exporter?.stop();
      exporter = null;
      expect(await failureOf(people.omar, slug)).toBe(
        "It tells of no pool: what was asked for has no series.",
      );
      const pools = await poolsWhen(people.omar, slug, (found) => found.length === 2);
      expect(pools.map(({ state }) => state)).toEqual(["no_data", "no_data"]);
    });
  },
);

const isTold = ({ used }: { used: number | null }) => used !== null;
