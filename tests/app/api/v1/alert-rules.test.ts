import { beforeAll, describe, expect, it } from "vitest";
import { setClock } from "@/lib/core/clock";
import { database } from "@/lib/core/database";
import { rollUpSamples } from "@/lib/pools/roll-ups/store";
import { writeSamples } from "@/lib/pools/samples/store";
import { makePool } from "../../../lib/alerts/support";
import { sample } from "../../../lib/pools/support";
import { keyOf, send } from "../../../support/api";
import { beginning } from "../../../support/cast";
import { later, minutes, seconds } from "../../../support/clock";
import { makeWorld, unique, type World } from "../../../support/world";

let world: World;
const keys: Record<string, string> = {};

beforeAll(async () => {
  setClock(() => beginning);
  world = await makeWorld();
  for (const who of ["lea", "cleo", "ada", "omar"] as const) keys[who] = await keyOf(world[who]);
  return () => setClock(null);
});

const terms = () => ({
  ...{ name: unique("Nearly full"), figure: "utilisation", threshold: 90, severity: "warning" },
  response: "page",
});

async function make(more: object = {}, key = keys.lea) {
  const made = await send("POST", "/alert-rules", { key, body: { ...terms(), ...more } });
  const { slug, name } = made.body as { slug: string; name: string };
  const edit = (body: object, match = { "If-Match": made.headers.get("etag") ?? "" }, by = key) =>
    send("PATCH", `/alert-rules/${slug}`, { key: by, body, headers: match });
  return { made, slug, name, at: `/alert-rules/${slug}`, edit };
}

describe("alert rules", () => {
  it("are added, read and changed in part", async () => {
    const { made, at, slug, edit } = await make({ service: world.service.slug, forSeconds: "2 min" });
    expect(made).toMatchObject({
      status: 201,
      body: {
        ...{ slug, comparison: "above", threshold: 90, clearThreshold: null, forSeconds: 120 },
        ...{ keepFiringSeconds: 120, service: { slug: world.service.slug }, pool: null, pausedAt: null },
      },
    });
    expect(made.headers.get("location")).toBe(`/api/v1${at}`);
    expect(await send("GET", at, { key: keys.cleo })).toMatchObject({ status: 200, text: made.text });
    expect((await send("PATCH", at, { key: keys.lea, body: {} })).status).toBe(428);
    expect((await edit({ clearThreshold: 70, keepFiringSeconds: 0 })).body).toMatchObject({
      ...{ threshold: 90, clearThreshold: 70, forSeconds: 120, keepFiringSeconds: 0 },
      service: { slug: world.service.slug },
    });
    expect((await edit({ threshold: 95 })).status).toBe(412);
    const everything = await edit({ service: null, clearThreshold: null }, { "If-Match": "*" });
    expect(everything.body).toMatchObject({ service: null, pool: null, clearThreshold: null });
  });

  it("rest and watch again, are archived and brought back", async () => {
    const { at, name } = await make();
    const done = async (method: string, what: string) =>
      (await send(method, `${at}/${what}`, { key: keys.lea })).body as Record<string, unknown>;
    const when = beginning.toISOString();
    expect(await done("PUT", "pause")).toMatchObject({ pausedAt: when });
    expect(await done("PUT", "pause")).toMatchObject({ pausedAt: when });
    expect(await done("DELETE", "pause")).toMatchObject({ pausedAt: null });
    expect(await done("PUT", "archival")).toMatchObject({ archivedAt: when });
    const listed = async (query: string) =>
      (await send("GET", `/alert-rules?limit=100${query}`, { key: keys.cleo })).text.includes(name);
    expect([await listed(""), await listed("&archived=true")]).toEqual([false, true]);
    expect(await done("DELETE", "archival")).toMatchObject({ archivedAt: null });
    expect([await listed(""), await listed("&archived=true")]).toEqual([true, false]);
  });

  it("are listed with how often each fired, page by page", async () => {
    const { slug } = await make();
    const { id, ...rule } = await database().alertRule.findUniqueOrThrow({ where: { slug } });
    const { name, figure, comparison, threshold, severity, response } = rule;
    const { poolId } = await makePool();
    await database().alert.create({
      data: {
        ...{ ruleId: id, poolId, name, figure, comparison, threshold, severity, response, state: "firing" },
        ...{ pendingAt: beginning, firingAt: beginning, lastAt: beginning },
        ...{ firstValue: 96, worstValue: 96, lastValue: 96 },
      },
    });
    type Page = { items: { slug: string }[]; next: string };
    const read = async (query: string) =>
      (await send("GET", `/alert-rules?${query}`, { key: keys.cleo })).body as Page;
    const all = await read("limit=100");
    expect(all.items.find((one) => one.slug === slug)).toMatchObject({ fired: 1, firing: 1 });
    const first = await read("limit=1");
    expect([...first.items, ...(await read(`limit=1&cursor=${first.next}`)).items]).toEqual(
      all.items.slice(0, 2),
    );
  });

  it.each([
    [{ figure: "cpu" }, "#/figure"],
    [{ threshold: 101 }, "#/threshold"],
    [{ threshold: "NaN" }, "#/threshold"],
    [{ clearThreshold: 95 }, "#/clearThreshold"],
    [{ forSeconds: "2 days" }, "#/forSeconds"],
    [{ forSeconds: -1 }, "#/forSeconds"],
    [{ keepFiringSeconds: 1e12 }, "#/keepFiringSeconds"],
    [{ pool: "nowhere" }, "#/pool"],
    [{ service: "nowhere" }, "#/service"],
    [{ pool: "a", service: "b" }, "#/pool"],
    [{ figure: "health_check", threshold: 3, pool: "a" }, "#/pool"],
    [{ severity: "P1" }, "#/severity"],
    [{ response: "shout" }, "#/response"],
    [{ poolId: "x" }, "#/poolId"],
  ])("are refused with %j", async (wrong, pointer) => {
    const body = { ...terms(), ...wrong };
    expect((await send("POST", "/alert-rules", { key: keys.lea, body })).body).toMatchObject({
      ...{ status: 422, errors: expect.arrayContaining([expect.objectContaining({ pointer })]) },
    });
  });

  it("are written by leads of the owning team alone, whatever the key says", async () => {
    const body = { ...terms(), service: world.service.slug };
    expect((await send("POST", "/alert-rules", { key: keys.ada, body })).status).toBe(403);
    const { at, edit } = await make({ service: world.service.slug });
    expect((await edit({ threshold: 50 }, { "If-Match": "*" }, keys.ada)).status).toBe(403);
    expect((await edit({ service: null }, { "If-Match": "*" }, keys.ada)).status).toBe(403);
    for (const what of ["pause", "archival"])
      for (const method of ["PUT", "DELETE"])
        expect((await send(method, `${at}/${what}`, { key: keys.ada })).status).toBe(403);
  });

  it("have no address at which something else stands", async () => {
    const slugs = [];
    for (const name of ["Preview", "Usual", "New"]) slugs.push((await make({ name })).slug);
    expect(slugs.filter((slug) => ["preview", "usual", "new"].includes(slug))).toEqual([]);
  });

  it("are added once however often the same request is sent, and keep a name for one of them", async () => {
    const body = terms();
    const twice = { key: keys.lea, body, headers: { "Idempotency-Key": unique("once") } };
    const [first, second] = [
      await send("POST", "/alert-rules", twice),
      await send("POST", "/alert-rules", twice),
    ];
    expect(second).toMatchObject({ status: 201, text: first.text });
    expect((await send("POST", "/alert-rules", { key: keys.lea, body })).body).toMatchObject({
      ...{ status: 409, errors: [{ pointer: "#/name" }] },
    });
  });

  it.each(["/alert-rules/nowhere", "/alert-rules/nowhere/pause", "/alert-rules/nowhere/archival"])(
    "that are not there are not found: %s",
    async (path) => {
      const method = path.endsWith("nowhere") ? "GET" : "PUT";
      expect((await send(method, path, { key: keys.lea })).status).toBe(404);
    },
  );
});

describe("a look back", () => {
  const look = (body: object, key = keys.lea) => send("POST", "/alert-rules/preview", { key, body });
  const { name: _, ...rule } = { ...terms(), clearThreshold: 70, forSeconds: 30, days: 1 };

  it("tells how often a rule would have fired, and writes nothing", async () => {
    const pool = await makePool();
    const used = Array.from({ length: 120 }, (_, index) => (index >= 40 && index < 60 ? 48 : 10));
    await writeSamples(
      used.map((each, index) =>
        sample(pool.seriesId, later(beginning, seconds(15) * index - minutes(31)), { max: 50, used: each }),
      ),
      beginning,
    );
    await rollUpSamples(beginning);
    const before = await database().alertRule.count();
    const { body } = await look({ ...rule, pool: pool.name });
    expect(body).toMatchObject({
      ...{ what: "pool", days: 1, level: "sample", watched: 1, fired: 1, hit: 1, inIncident: 0 },
      lines: [
        {
          name: pool.name,
          href: `/pools/${pool.name}`,
          fired: 1,
          episodes: [{ worst: "96 %", incident: null }],
        },
      ],
    });
    expect((await look({ ...rule, pool: pool.name, threshold: 99 })).body).toMatchObject({
      fired: 0,
      lines: [],
    });
    expect(await database().alertRule.count()).toBe(before);
  });

  it("is not in the way of the rule that it is for", async () => {
    const pool = await makePool();
    const { slug } = await make({ pool: pool.name });
    const displaced = async (more: object) =>
      (await look({ ...rule, figure: "utilisation", ...more })).body as { displaced: number };
    const all = (await displaced({})).displaced;
    expect((await displaced({ rule: slug })).displaced).toBe(all - 1);
  });

  it("is for those who may write rules", async () => {
    expect((await look(rule, keys.cleo)).body).toMatchObject({ type: expect.stringMatching(/forbidden$/) });
    expect((await look(rule, keys.ada)).status).toBe(200);
  });

  it.each([
    [{ days: 2 }, "#/days"],
    [{ threshold: 200 }, "#/threshold"],
    [{ pool: "nowhere" }, "#/pool"],
    [{ name: "x" }, "#"],
  ])("is refused with %j", async (wrong, pointer) => {
    expect((await look({ ...rule, ...wrong })).body).toMatchObject({
      ...{ status: 422, errors: [expect.objectContaining({ pointer })] },
    });
  });
});

it("the usual rules are added where there has never been one, by admins, and by nobody a second time", async () => {
  await database().alert.deleteMany();
  await database().alertRule.deleteMany();
  const add = (key = keys.omar) => send("POST", "/alert-rules/usual", { key });
  expect((await add(keys.lea)).status).toBe(403);
  const { items } = (await add()).body as { items: { name: string; threshold: number }[] };
  expect(items).toHaveLength(8);
  expect(items[0]).toMatchObject({ name: "Pool is filling up", threshold: 80, pool: null, service: null });
  expect((await add()).body).toEqual({ items: [] });
});
