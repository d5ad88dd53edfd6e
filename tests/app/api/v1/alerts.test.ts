import { beforeAll, describe, expect, it } from "vitest";
import { setClock } from "@/lib/core/clock";
import { database } from "@/lib/core/database";
import { declareIncident } from "@/lib/incidents/commands";
import { restrictIncident } from "@/lib/incidents/restriction/commands";
import type { AlertRule } from "@/prisma/generated/client";
import { makePool, makeRule, startWatch } from "../../../lib/alerts/support";
import { keyOf, send } from "../../../support/api";
import { beginning } from "../../../support/cast";
import { hours, later } from "../../../support/clock";
import { makeWorld, unique, type World } from "../../../support/world";

type Listed = { number: number; state: string; standing: string; severity: string; incident: unknown };
type Page = { items: Listed[]; next: string | null };

let world: World;
let key: string;
let pool: Awaited<ReturnType<typeof makePool>>;
let rule: AlertRule;

beforeAll(async () => {
  world = await makeWorld();
  pool = await makePool(world.service.slug);
  rule = await makeRule({ name: unique("Nearly full"), poolId: pool.poolId, forSeconds: 30 });
  const watch = await startWatch();
  // Fires and resolves, does not last, and fires again.
  await watch.tell(pool.seriesId, [40, 48, 49, 50, 30, 30, 30, 30, 30, 30]);
  await watch.tell(pool.seriesId, [48, 30, 30, 30, 30, 30, 30]);
  await watch.tell(pool.seriesId, [48, 48, 48, 48]);
  setClock(() => later(beginning, hours(1)));
  key = await keyOf(world.cleo);
  return () => setClock(null);
});

const asked = (query = "", by = key) => send("GET", `/alerts?pool=${pool.name}${query}`, { key: by });
const page = async (query?: string) => (await asked(query)).body as Page;

describe("alerts", () => {
  it("are listed the latest first, those that fired unless somebody says otherwise", async () => {
    const { items } = await page();
    expect(items).toMatchObject([
      {
        ...{
          state: "firing",
          severity: "critical",
          figure: "utilisation",
          comparison: "above",
          threshold: 95,
        },
        ...{ rule: { slug: rule.slug }, pool: { slug: pool.name }, service: { slug: world.service.slug } },
        ...{ healthCheck: null, instance: "server", endedAt: null, firstValue: 96, lastValue: 96 },
      },
      { state: "resolved", worstValue: 100, incident: null },
    ]);
    const all = await page("&state=all");
    expect(all.items.map(({ state }) => state)).toEqual(["firing", "lapsed", "resolved"]);
    expect(all.items.map(({ standing }) => standing)).toEqual(["firing", "lapsed", "resolved"]);
    expect((await page("&state=resolved")).items.map(({ state }) => state)).toEqual(["resolved"]);
    expect((await page("&state=unwatched")).items).toEqual([]);
    expect((await page(`&rule=${rule.slug}&figure=utilisation&severity=critical`)).items).toEqual(items);
    for (const other of ["&severity=warning", "&figure=waiting", "&rule=nowhere", "&service=nowhere"])
      expect((await page(other)).items).toEqual([]);
  });

  it("whose end nobody saw are resolved by their state as ever, and told apart by how they stand", async () => {
    const own = await makePool(world.service.slug);
    const { number } = (await page("&state=resolved")).items[0] ?? { number: 0 };
    const {
      id: _,
      number: __,
      ...row
    } = await database().alert.findUniqueOrThrow({
      where: { number },
      omit: { holders: true, attribution: true },
    });
    const at = row.lastAt;
    const step = {
      from: "firing",
      to: "resolved",
      reason: "subject_gone",
      value: 96,
      at,
      recordedAt: at,
    } as const;
    const gone = await database().alert.create({
      data: { ...row, poolId: own.poolId, transitions: { create: step } },
    });
    for (const state of ["resolved", "unwatched", "fired", "all"])
      expect((await send("GET", `/alerts?pool=${own.name}&state=${state}`, { key })).body).toMatchObject({
        items: [{ number: gone.number, state: "resolved", standing: "unwatched" }],
      });
    expect((await send("GET", `/alerts/${gone.number}`, { key })).body).toMatchObject({
      standing: "unwatched",
    });
  });

  it("are walked page by page, each once", async () => {
    const numbers: number[] = [];
    let cursor = "";
    for (let turn = 0; turn < 3; turn += 1) {
      const { items, next } = await page(`&state=all&limit=1${cursor}`);
      numbers.push(...items.map(({ number }) => number));
      cursor = `&cursor=${next}`;
      expect(next === null).toBe(turn === 2);
    }
    expect(numbers).toEqual((await page("&state=all")).items.map(({ number }) => number));
  });

  it.each([
    "state=open",
    "severity=P1",
    "figure=cpu",
    "state=fired&state=all",
    "text=x",
    "limit=0",
    "cursor=7",
  ])("are not listed with %s", async (query) => {
    expect((await asked(`&${query}`)).status).toBe(400);
  });

  it("are read step by step, with who held connections and what it looks like", async () => {
    const [firing] = (await page()).items;
    const holder = {
      ...{ application: "bookings", user: "web", state: "idle in transaction" },
      ...{ fingerprint: "select ?", count: 40, ageSeconds: 90 },
    };
    const reason = {
      ...{ name: "states", values: { idle: 40, of: 48 }, says: "40 of 48 do nothing.", known: true },
      ...{ speaksFor: ["leak"], speaksAgainst: ["load"] },
    };
    await database().alert.update({
      where: { number: firing?.number ?? 0 },
      data: {
        ...{ holders: [holder], holdersAt: beginning },
        attribution: { cause: "leak", confidence: 0.9, reasons: [reason] },
      },
    });
    const read = await send("GET", `/alerts/${firing?.number}`, { key });
    expect(read.body).toMatchObject({
      ...{ number: firing?.number, state: "firing", rule: { slug: rule.slug }, clearSince: null },
      steps: [
        { from: null, to: "pending", reason: "crossed", value: 96 },
        { from: "pending", to: "firing", reason: "held" },
      ],
      ...{ holders: [holder], holdersAt: beginning.toISOString() },
      attribution: { cause: "leak", confidence: 0.9, reasons: [reason] },
    });
    const known = { "If-None-Match": read.headers.get("etag") ?? "" };
    expect((await send("GET", `/alerts/${firing?.number}`, { key, headers: known })).status).toBe(304);
    const [, resolved] = (await page()).items;
    const past = await send("GET", `/alerts/${resolved?.number}`, { key });
    expect(past.body).toMatchObject({ steps: [{}, {}, { to: "resolved", reason: "cleared" }] });
  });

  it.each(["0", "-1", "x", "999999999", "99999999999999999999", "1e3", "%00"])(
    "are not found by %s",
    async (number) => {
      expect((await send("GET", `/alerts/${number}`, { key })).status).toBe(404);
    },
  );

  it("name an incident to those alone who may see it", async () => {
    const { id, ref } = await declareIncident(world.omar, {
      title: "A leak that few may know of",
      severity: "P1",
    });
    await restrictIncident(world.omar, { ref });
    const [firing] = (await page()).items;
    await database().alert.update({ where: { number: firing?.number ?? 0 }, data: { incidentId: id } });
    const told = { ref, title: "A leak that few may know of" };
    const omar = await keyOf(world.omar);
    for (const path of [`/alerts?pool=${pool.name}`, `/alerts/${firing?.number}`]) {
      expect((await send("GET", path, { key })).text).not.toContain(ref);
      expect((await send("GET", path, { key: omar })).text).toContain(JSON.stringify(told));
    }
  });
});
