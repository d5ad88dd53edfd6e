import type { RequestListener } from "node:http";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { sql } from "@/lib/core/database";
import { forgetSingleton } from "@/lib/core/singleton";
import { runCollector } from "@/lib/pools/collection/collector";
import { claimDue } from "@/lib/pools/collection/store";
import { addPool, archivePool } from "@/lib/pools/commands";
import { addSource, removeSource } from "@/lib/pools/sources/commands";
import { getSource } from "@/lib/pools/sources/queries";
import { type Answering, answering, json } from "../../../support/answering";
import { refusalOf } from "../../../support/outcomes";
import { makeWorld, unique, type World } from "../../../support/world";
import { asOfNow, failureOf, poolsWhen, sourceWhen } from "../collection/watching";

vi.setConfig({ testTimeout: 60_000 });

let world: World;
let engine: Answering | null;
let collector: { stop(): Promise<void> };

beforeAll(async () => {
  world = await makeWorld();
});
beforeEach(() => {
  engine = null;
  collector = runCollector("the suite");
});
afterEach(async () => {
  await collector.stop();
  await engine?.stop();
  await sql("update pool_source set archived_at = created_at where kind <> 'own' and archived_at is null");
});

type Series = { metric: Record<string, string>; value: [number, string] };

/** The longest ago and the furthest ahead that an engine's clock may say it is. */
const times = { "1970": 1, "2100": 4_102_444_800 } as const;
const series = (
  name: string,
  value: number | string,
  labels: Record<string, string> = {},
  at: number = times[1970],
): Series => ({
  metric: { __name__: name, job: "shop", instance: "pod-1", pool: "main", ...labels },
  value: [at, String(value)],
});
const vector = (...result: Series[]) => json({ status: "success", data: { resultType: "vector", result } });

async function watch(
  answer: RequestListener,
  given: { questions?: string; path?: string } = {},
): Promise<string> {
  engine = await answering(answer);
  const { questions, path = "" } = given;
  const input = {
    kind: "prometheus",
    name: unique("Engine"),
    url: engine.url + path,
    questions,
    intervalSeconds: 5,
  };
  return (await addSource(await asOfNow(world.omar), input)).slug;
}

const pools = (slug: string) =>
  poolsWhen(world.omar, slug, (found) => found.some(({ used }) => used !== null));

describe("an engine that answers PromQL", () => {
  it("brings its pools along: instance by instance, of the service that is named", async () => {
    const labels = { job: world.service.slug };
    const slug = await watch(
      vector(
        series("hikaricp_connections_active", 41, labels),
        series("hikaricp_connections_max", 50, labels),
        series("hikaricp_connections_pending", 2, labels),
        series("hikaricp_connections_active", 3, { ...labels, instance: "pod-2" }),
        series("hikaricp_connections_max", 50, { ...labels, instance: "pod-2" }),
        series("up", 1, labels),
      ),
      { path: "/below/it/" },
    );
    expect(await pools(slug)).toMatchObject([
      {
        ...{ name: `${world.service.slug} · main`, state: "critical", used: 44, max: 100, waiting: 2 },
        ...{ service: { slug: world.service.slug }, fullest: { name: "pod-1", latest: { used: 41 } } },
      },
    ]);
    const { told, failure } = await sourceWhen(world.omar, slug, ({ told: facts }) => facts !== null);
    expect([told, failure]).toEqual([{ instances: 2, left: null }, null]);
    expect(engine?.asked.map(({ method, url }) => `${method} ${url}`)[0]).toBe("POST /below/it/api/v1/query");
    expect((await refusalOf(addPool(world.omar, { name: unique("By hand"), sourceSlug: slug }))).code).toBe(
      "conflict",
    );
  });

  it.each(Object.entries(times))("tells of now, though its clock says that it is %s", async (_, at) => {
    const slug = await watch(vector(series("hikaricp_connections_active", 4, {}, at)));
    const [pool] = await pools(slug);
    const age = (await asOfNow(world.omar)).now.getTime() - Number(pool?.fullest?.latest?.at);
    expect(Math.abs(age)).toBeLessThan(30_000);
  });

  it("says what it told that cannot be taken, and takes the rest", async () => {
    const slug = await watch(
      vector(
        series("hikaricp_connections_active", 4),
        series("hikaricp_connections_idle", -1),
        series("hikaricp_connections_pending", "+Inf"),
        series("hikaricp_connections_max", "NaN"),
        series("hikaricp_connections_active", 1, { pool: "" }),
      ),
    );
    expect(await pools(slug)).toMatchObject([{ used: 4, max: null, waiting: null }]);
    const { told } = await sourceWhen(world.omar, slug, ({ told: facts }) => facts !== null);
    expect(told?.left).toMatch(/^3 points were not taken\./);
    expect(told?.left).toContain("hikaricp_connections_idle: Its value is negative: -1.");
    expect(told?.left).toContain("It names no pool");
  });

  it("tells waits out of the buckets that came since it was last asked", async () => {
    let asked = 0;
    const slug = await watch((request, response) => {
      asked += 1;
      const bucket = (le: string, callers: number) =>
        series("hikaricp_connections_acquire_seconds_bucket", callers * asked, { le });
      vector(
        bucket("0.1", 10),
        bucket("1", 20),
        bucket("+Inf", 20),
        series("hikaricp_connections_active", 4),
      )(request, response);
    });
    await pools(slug);
    await vi.waitFor(async () => {
      const waits = await sql<{ ms: number }>(
        `select acquire_wait_p95_ms as ms from pool_sample s join pool_instance i on i.id = s.series_id
           join pool p on p.id = i.pool_id join pool_source o on o.id = p.source_id
          where o.slug = $1 and acquire_wait_p95_ms is not null`,
        [slug],
      );
      // Nineteen of twenty came by 0.9 s, between the two bounds.
      expect(waits[0]?.ms).toBeCloseTo(910, -2);
    }, 20_000);
  });

  it("brings nothing of a pool that is archived, and ends with its source", async () => {
    const slug = await watch(vector(series("hikaricp_connections_active", 4)));
    const [pool] = await pools(slug);
    await archivePool(world.omar, { slug: pool?.slug ?? "" });
    // It would be read anew within a minute.
    forgetSingleton("intake-memory");
    await sourceWhen(world.omar, slug, ({ told }) => told?.instances === 0);
    await collector.stop();
    await removeSource(world.omar, { slug });
    await sql("update pool_collection set next_at = clock_timestamp() - interval '1 second'");
    expect((await claimDue("the suite", 100)).filter(({ kind }) => kind === "prometheus")).toEqual([]);
  });

  it("that tells of ten thousand pools fills its room, and says that there is no more", async () => {
    const many = Array.from({ length: 10_000 }, (_, index) =>
      series("hikaricp_connections_active", 1, { pool: `pool ${index}` }),
    );
    const slug = await watch(vector(...many));
    const { told } = await sourceWhen(world.omar, slug, ({ told: facts }) => facts !== null);
    expect(told).toEqual({
      instances: 200,
      left: "9,800 points were not taken. A source has at most 200 pools in use, and 2,000 instances a day.",
    });
  });
});

describe("an engine that is asked questions of one's own", () => {
  /** Answers each question with one series of its own length, so that it can be seen which was asked. */
  const echo: RequestListener = (request, response) => {
    let body = "";
    request.on("data", (piece) => {
      body += piece;
    });
    request.on("end", () => {
      const query = new URLSearchParams(body).get("query") ?? "";
      if (query.includes("broken"))
        return json(
          { status: "error", errorType: "bad_data", error: "1:5: parse\n error: unexpected end" },
          400,
        )(request, response);
      if (query.startsWith("scalar"))
        return json({ status: "success", data: { resultType: "scalar", result: [1, "50"] } })(
          request,
          response,
        );
      vector({ metric: { pool: "main" }, value: [1, String(query.length)] })(request, response);
    });
  };

  it("answers each for its figure", async () => {
    const slug = await watch(echo, { questions: "used: sum(x)\nwaiting: y" });
    expect(await pools(slug)).toMatchObject([{ name: "main", used: 6, waiting: 1, max: null }]);
  });

  it("may answer without a label: then it is one pool with the name of the source", async () => {
    const slug = await watch(echo, { questions: "used: scalar(x)" });
    const { name } = await getSource(await asOfNow(world.omar), slug);
    expect(await pools(slug)).toMatchObject([{ name, used: 50 }]);
  });

  it("says which it does not understand, and why", async () => {
    const slug = await watch(echo, { questions: "used: x\nidle: broken" });
    expect(await failureOf(world.omar, slug)).toBe(
      "It does not answer the question for idle: 1:5: parse error: unexpected end",
    );
  });
});

it.each<[string, RequestListener, string]>([
  ["tells of nothing", vector(), "It tells of no pool: what was asked for has no series."],
  ["tells of no pool", vector(series("up", 1)), "It tells of no pool: what was asked for has no series."],
  [
    "tells only what cannot be",
    vector(series("hikaricp_connections_active", -1)),
    "1 point was not taken. hikaricp_connections_active: Its value is negative: -1.",
  ],
  [
    "answers with another kind of JSON",
    json({ pools: [] }),
    "What it answers is not what a Prometheus answers an instant query with.",
  ],
  [
    "answers with a range",
    json({ status: "success", data: { resultType: "matrix", result: [] } }),
    "What it answers is not what a Prometheus answers an instant query with.",
  ],
  [
    "has values that are none",
    json({ status: "success", data: { resultType: "vector", result: [{ metric: {}, value: ["now", 3] }] } }),
    "What it answers is not what a Prometheus answers an instant query with.",
  ],
  [
    "cannot compute it",
    json(
      { status: "error", errorType: "execution", error: "query processing would load too many samples" },
      422,
    ),
    "It does not answer: query processing would load too many samples",
  ],
])("an engine that %s brings nothing, and says so", async (_, answer, says) => {
  expect(await failureOf(world.omar, await watch(answer))).toBe(says);
});
