import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { setClock } from "@/lib/core/clock";
import { database, sql } from "@/lib/core/database";
import { addPool, archivePool } from "@/lib/pools/commands";
import { getStoredPool } from "@/lib/pools/queries";
import { rollUpSamples } from "@/lib/pools/roll-ups/store";
import { mostPoints, readPoolSeries } from "@/lib/pools/samples/queries";
import { seriesOf, writeSamples } from "@/lib/pools/samples/store";
import { addSource } from "@/lib/pools/sources/commands";
import { sample } from "../../../lib/pools/support";
import { keyOf, send } from "../../../support/api";
import { beginning } from "../../../support/cast";
import { days, hours, later, minutes, seconds } from "../../../support/clock";
import { makeWorld, unique, type World } from "../../../support/world";

type Page = { items: { slug: string; name: string; exhaustion?: unknown }[]; next: string | null };

let world: World;
let source: { slug: string };
const keys: Record<string, string> = {};
let now = beginning;

beforeAll(async () => {
  setClock(() => now);
  world = await makeWorld();
  for (const who of ["lea", "cleo", "ada", "omar"] as const) keys[who] = await keyOf(world[who]);
  source = await addSource(world.omar, {
    name: unique("Harbour database"),
    host: "db.example.org",
    userName: "w",
  });
  return () => setClock(null);
});

beforeEach(() => {
  now = beginning;
});

const asked = (path: string, key = keys.cleo) => send("GET", path, { key });

async function makePool(name = unique("Bookings")) {
  const { slug } = await addPool(world.lea, { name, sourceSlug: source.slug, service: world.service.slug });
  const { id } = await getStoredPool(world.lea, slug, database());
  return { id, slug, name, at: `/pools/${slug}` };
}

/** A pool of 50 with a sample every fifteen seconds until now. */
async function toldPool(used: readonly number[], more: object = {}) {
  const pool = await makePool();
  const seriesId = await seriesOf(pool.id, "server", beginning);
  const begin = later(beginning, -seconds(15) * (used.length - 1));
  const samples = used.map((each, index) =>
    sample(seriesId, later(begin, seconds(15) * index), { max: 50, used: each, ...more }),
  );
  await writeSamples(samples, beginning);
  return { ...pool, seriesId, samples };
}

describe("pools", () => {
  it("are added to a source, changed in part, archived and brought back", async () => {
    const body = { name: unique("Bookings"), sourceSlug: source.slug, application: "bookings" };
    const made = await send("POST", "/pools", {
      key: keys.lea,
      body: { ...body, service: world.service.slug },
    });
    expect(made).toMatchObject({
      status: 201,
      body: {
        ...{ name: body.name, application: "bookings", declaredMax: null, holdLimitSeconds: 60 },
        ...{ service: { slug: world.service.slug }, source: { slug: source.slug, kind: "postgres" } },
      },
    });
    const place = (made.headers.get("location") ?? "").replace("/api/v1", "");
    expect(await asked(place)).toMatchObject({ status: 200, text: made.text });
    const headers = { "If-Match": made.headers.get("etag") ?? "" };
    const edit = (fields: object, match: object = headers) =>
      send("PATCH", place, { key: keys.lea, body: fields, headers: { ...match } });
    expect((await edit({ declaredMax: 20 }, {})).status).toBe(428);
    expect((await edit({ declaredMax: 20, application: null })).body).toMatchObject({
      ...{ name: body.name, declaredMax: 20, application: null, service: { slug: world.service.slug } },
    });
    expect((await edit({ declaredMax: 30 })).status).toBe(412);
    const archived = await send("PUT", `${place}/archival`, { key: keys.lea });
    expect(archived.body).toMatchObject({ archivedAt: beginning.toISOString() });
    const listed = (path: string) => asked(path).then(({ text }) => text.includes(body.name));
    expect(await listed("/pools?limit=100")).toBe(false);
    expect(await listed("/pools?archived=true&limit=100")).toBe(true);
    const back = await send("DELETE", `${place}/archival`, { key: keys.lea });
    expect(back.body).toMatchObject({ archivedAt: null });
    const event = await database().auditEvent.findFirstOrThrow({ orderBy: { id: "desc" } });
    expect(event).toMatchObject({ action: "pool.restore", via: "api", actorName: "Lea (key “deploy bot”)" });
  });

  it("are added once, however often the same request is sent", async () => {
    const body = { name: unique("Once"), sourceSlug: source.slug };
    const twice = { key: keys.lea, body, headers: { "Idempotency-Key": unique("once") } };
    const [first, second] = [await send("POST", "/pools", twice), await send("POST", "/pools", twice)];
    expect(second).toMatchObject({ status: 201, text: first.text });
    expect(await database().pool.count({ where: { name: body.name } })).toBe(1);
    expect((await send("POST", "/pools", { key: keys.lea, body })).body).toMatchObject({
      ...{ status: 409, errors: [{ pointer: "#/name" }] },
    });
  });

  it.each([
    [{}, "#/name"],
    [{ sourceSlug: "nowhere" }, "#/sourceSlug"],
    [{ service: "nowhere" }, "#/service"],
    [{ environment: "nowhere" }, "#/environment"],
    [{ declaredMax: 0 }, "#/declaredMax"],
    [{ holdLimitSeconds: "long" }, "#/holdLimitSeconds"],
    [{ password: "x" }, "#/password"],
    [{ base: "0123456789abcdef" }, "#/base"],
  ])("are refused with %j", async (wrong, pointer) => {
    const named = Object.keys(wrong).length > 0 ? { name: unique("Wrong"), sourceSlug: source.slug } : {};
    const refused = await send("POST", "/pools", { key: keys.lea, body: { ...named, ...wrong } });
    expect(refused.body).toMatchObject({
      status: 422,
      errors: expect.arrayContaining([expect.objectContaining({ pointer })]),
    });
  });

  it("are changed by leads of the owning team alone, whatever the key says, and Highwater's own by nobody", async () => {
    const { at } = await makePool();
    const headers = { "If-Match": "*" };
    for (const [method, path, body] of [
      ["PATCH", at, { declaredMax: 5 }],
      ["PUT", `${at}/archival`, undefined],
      ["DELETE", `${at}/archival`, undefined],
    ] as const)
      expect(await send(method, path, { key: keys.ada, body, headers })).toMatchObject({
        ...{ status: 403, body: { type: expect.stringMatching(/forbidden$/) } },
      });
    const service = world.service.slug;
    const theirs = { name: unique("Theirs"), sourceSlug: source.slug, service };
    expect((await send("POST", "/pools", { key: keys.ada, body: theirs })).status).toBe(403);
    await sql(
      "insert into pool_source (id, slug, name, kind, created_at) values (gen_random_uuid(), 'ours', 'Ours', 'own', now())",
    );
    const [own] = await sql<{ id: string }>(
      `insert into pool (id, slug, name, source_id, created_at)
       select gen_random_uuid(), 'ours', 'Ours', id, now() from pool_source where slug = 'ours' returning id`,
    );
    expect(own).toBeDefined();
    const refused = await send("PATCH", "/pools/ours", { key: keys.omar, body: { declaredMax: 5 }, headers });
    expect(refused.status).toBe(409);
  });

  it("are walked by name page by page, each once", async () => {
    for (const name of ["Zander", "Zebu", "zorilla"]) await makePool(unique(name));
    const all = ((await asked("/pools?limit=100")).body as Page).items.map(({ name }) => name);
    const walked: string[] = [];
    let cursor = "";
    do {
      const { items, next } = (await asked(`/pools?limit=2${cursor}`)).body as Page;
      walked.push(...items.map(({ name }) => name));
      cursor = next === null ? "" : `&cursor=${next}`;
    } while (cursor !== "");
    expect(walked).toEqual(all);
    expect(new Set(walked).size).toBe(walked.length);
  });

  it.each(["", "/state", "/points", "/holders", "/findings"])(
    "that are not there are not found: %s",
    async (part) => {
      expect((await asked(`/pools/nowhere${part}`)).status).toBe(404);
    },
  );
});

describe("how a pool is", () => {
  const rising = Array.from({ length: 81 }, (_, index) => 20 + index * 0.25).map(Math.round);

  it("is told with how many are in use of how many, when it will be full, and each instance; the list tells the same by minutes", async () => {
    const pool = await toldPool(rising, { waiting: 0 });
    const { instances, ...told } = (await asked(`${pool.at}/state`)).body as Record<string, unknown>;
    expect(told).toMatchObject({
      ...{ slug: pool.slug, state: "warning", used: 40, max: 50, waiting: 0, utilisation: 0.8 },
      ...{ lastSampleAt: beginning.toISOString(), silentInstances: 0 },
      source: { slug: source.slug, failure: null },
      exhaustion: { why: null, secondsLeft: expect.any(Number), at: expect.any(String) },
    });
    const left = (told.exhaustion as { secondsLeft: number }).secondsLeft;
    // Ten more at one a minute.
    expect(left).toBeGreaterThan(500);
    expect(left).toBeLessThan(700);
    expect(instances).toEqual([
      { name: "server", state: "warning", used: 40, max: 50, waiting: 0, sampledAt: beginning.toISOString() },
    ]);
    await rollUpSamples(beginning);
    const { items } = (await asked("/pools?limit=100")).body as Page;
    const listed = items.find(({ slug }) => slug === pool.slug) ?? { exhaustion: undefined };
    expect(listed).toEqual({ ...told, exhaustion: listed.exhaustion });
    // By minutes, as lists read it.
    expect(listed.exhaustion).toEqual({
      why: null,
      at: expect.any(String),
      secondsLeft: expect.closeTo(left, -2),
    });
  });

  it("is no data once nothing is told any more, or its source fails, with the reason that its page shows", async () => {
    const pool = await toldPool([10, 10, 10]);
    const state = async () => (await asked(`${pool.at}/state`)).body as Record<string, unknown>;
    expect(await state()).toMatchObject({ state: "fine", exhaustion: { why: "too_few_samples", at: null } });
    now = later(beginning, minutes(5));
    expect(await state()).toMatchObject({ state: "no_data", used: null, silentInstances: 1 });
    now = beginning;
    const failure = "The server refuses this user or password.";
    const fail = (says: string | null) =>
      sql(
        "update pool_collection set failure = $2 where source_id = (select id from pool_source where slug = $1)",
        [source.slug, says],
      );
    await fail(failure);
    expect(await state()).toMatchObject({ state: "no_data", source: { failure } });
    await fail(null);
  });

  it("is no data before anything came", async () => {
    const pool = await makePool();
    expect((await asked(`${pool.at}/state`)).body).toMatchObject({
      ...{ state: "no_data", used: null, max: null, utilisation: null, lastSampleAt: null, instances: [] },
      exhaustion: { at: null, secondsLeft: null, why: "no_data" },
    });
  });
});

describe("the figures of a pool", () => {
  type Points = {
    bucketSeconds: number;
    level: string;
    points: { at: string; usedMin: number; usedMax: number }[];
  };

  it("are those of its page, at most 500, and keep what was least and most", async () => {
    const used = Array.from({ length: 960 }, (_, index) => (index === 700 ? 50 : index === 300 ? 0 : 20));
    const pool = await toldPool(used);
    const stretch = { from: later(beginning, -hours(4)), to: beginning };
    const path = `${pool.at}/points?from=${stretch.from.toISOString()}`;
    const { body, headers } = await asked(path);
    const { points, ...told } = body as Points;
    const shown = await readPoolSeries(world.cleo, pool.id, stretch, 15);
    expect(points).toEqual(shown.points.map(({ at, ...figures }) => ({ at: at.toISOString(), ...figures })));
    expect(told).toEqual({
      ...{ from: stretch.from.toISOString(), to: beginning.toISOString() },
      ...{ bucketSeconds: shown.bucketSeconds, level: "sample" },
    });
    expect(points.length).toBeGreaterThan(450);
    expect(points.length).toBeLessThanOrEqual(mostPoints);
    expect(Math.max(...points.map(({ usedMax }) => usedMax))).toBe(50);
    expect(Math.min(...points.map(({ usedMin }) => usedMin))).toBe(0);
    const again = { "If-None-Match": headers.get("etag") ?? "" };
    expect((await send("GET", path, { key: keys.cleo, headers: again })).status).toBe(304);
    const sixHours = { from: later(beginning, -hours(6)).toISOString(), to: beginning.toISOString() };
    expect((await asked(`${pool.at}/points`)).body).toMatchObject(sixHours);
  });

  it("are those of the stretch that is asked for, in whatever zone", async () => {
    const pool = await toldPool(Array.from({ length: 240 }, () => 7));
    const from = later(beginning, -minutes(10)).toISOString();
    const to = encodeURIComponent("2026-03-02T13:40:00+05:45");
    const { points } = (await asked(`${pool.at}/points?from=${from}&to=${to}`)).body as Points;
    expect(points.at(0)?.at).toBe(from);
    expect(points.every(({ at }) => at < "2026-03-02T07:55:00.000Z")).toBe(true);
    const nothing = await asked(`${pool.at}/points?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z`);
    expect(nothing.body).toMatchObject({ points: [] });
  });

  it.each([
    ["from=yesterday", "from"],
    ["from=2026-03-02", "from"],
    ["to=", "to"],
    ["from=2026-03-02T07:00:00Z&to=2026-03-02T07:00:00Z", "from"],
    ["from=2027-01-01T00:00:00Z", "from"],
    ["from=2001-01-01T00:00:00Z", "from"],
    ["from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59Z", "from"],
    ["range=1y", "range"],
    ["from=2026-03-02T07:00:00Z&from=2026-03-02T07:30:00Z", "from"],
  ])("are refused with %s", async (query, parameter) => {
    const pool = await makePool();
    expect((await asked(`${pool.at}/points?${query}`)).body).toMatchObject({
      ...{ status: 400, errors: [{ parameter }] },
    });
  });
});

describe("behind a pool", () => {
  it("stand those who hold its connections, as when it was last looked", async () => {
    const pool = await toldPool([5]);
    expect((await asked(`${pool.at}/holders`)).body).toEqual({ at: null, holders: [] });
    const holder = {
      ...{ application: "bookings", user: "web", state: "idle in transaction" },
      ...{ fingerprint: "select * from berth where id = ?", count: 4, ageSeconds: 61.5 },
    };
    await sql("update pool_instance set holders = $2::jsonb, holders_at = $3 where id = $1", [
      pool.seriesId,
      JSON.stringify([holder]),
      beginning,
    ]);
    expect((await asked(`${pool.at}/holders`)).body).toEqual({
      ...{ at: beginning.toISOString(), holders: [{ ...holder, instance: "server" }] },
    });
  });

  it("stand findings of its server with what to set, and none where that never told", async () => {
    const pool = await makePool();
    const findings = async () => (await asked(`${pool.at}/findings`)).body as { findings: unknown };
    expect(await findings()).toEqual({
      source: { slug: source.slug, name: expect.any(String), kind: "postgres" },
      findings: null,
    });
    const settings = { idle_in_transaction_session_timeout: "0", statement_timeout: "30000" };
    const facts = { version: "15.14", maxConnections: 100, reserved: 3, settings };
    await sql(
      "update pool_collection set facts = $2::jsonb where source_id = (select id from pool_source where slug = $1)",
      [source.slug, JSON.stringify(facts)],
    );
    expect((await findings()).findings).toEqual([
      {
        ...{ level: "warning", setting: "idle_in_transaction_session_timeout", value: "off" },
        says: expect.stringContaining("for ever"),
        change: "ALTER SYSTEM SET idle_in_transaction_session_timeout = '60s'; SELECT pg_reload_conf();",
      },
    ]);
    await archivePool(world.lea, pool);
    expect((await findings()).findings).toBeNull();
  });
});

it("figures that are older than what is kept are asked for in vain, and nobody is refused for it", async () => {
  const pool = await makePool();
  const from = later(beginning, -days(1_099)).toISOString();
  expect((await asked(`${pool.at}/points?from=${from}`)).body).toMatchObject({ level: "hour", points: [] });
});
