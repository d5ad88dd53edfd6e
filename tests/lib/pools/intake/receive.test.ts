import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sql } from "@/lib/core/database";
import { forgetSingleton } from "@/lib/core/singleton";
import { createApiKey } from "@/lib/people/api-keys/commands";
import { claimDue } from "@/lib/pools/collection/store";
import { addPool, archivePool, editPool, restorePool } from "@/lib/pools/commands";
import { decodeOtlp } from "@/lib/pools/intake/otlp/decode";
import { receive } from "@/lib/pools/intake/receive";
import { decodeRemoteWrite } from "@/lib/pools/intake/remote-write/decode";
import { mostInstances, mostPools, patienceMs } from "@/lib/pools/intake/rules";
import type { Delivery, Sender } from "@/lib/pools/intake/schema";
import { TooMuch } from "@/lib/pools/intake/wire/schema";
import { listPools, poolContent } from "@/lib/pools/queries";
import { editSource, removeSource } from "@/lib/pools/sources/commands";
import { listSources } from "@/lib/pools/sources/queries";
import { beginning, type CastContext } from "../../../support/cast";
import { later, minutes, seconds } from "../../../support/clock";
import { refusalOf } from "../../../support/outcomes";
import { makeWorld, unique, type World } from "../../../support/world";
import { gauges, hikari, otlpBytes, type Told } from "./peers";

let world: World;
let sender: Sender;
let service: string;

beforeAll(async () => {
  world = await makeWorld();
});

beforeEach(async () => {
  sender = await senderOf(world.ben, unique("shop"));
  service = unique("checkout");
});

async function senderOf(person: CastContext, keyName: string): Promise<Sender> {
  const { keyId } = await createApiKey(person, { name: keyName, scopes: ["metrics:write"] });
  return { kind: "otlp", keyId, keyName };
}

/** Sends gauges of a service's instance. */
const deliver = (
  told: readonly Told[],
  { at = beginning, instance = "pod-1", from = sender, of = service } = {},
) =>
  receive(
    from,
    async () =>
      decodeOtlp(
        otlpBytes(gauges({ "service.name": of, "service.instance.id": instance }, told), "protobuf"),
        "protobuf",
      ),
    at,
  );

/** What an attempt that must fail says. */
const faultOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => "nothing",
    (error: Error) => error.message,
  );

const expectRefusal = async (attempt: Promise<unknown>, code: string) =>
  expect((await refusalOf(attempt)).code).toBe(code);

const poolsAt = async (at = beginning) => {
  const pools = await listPools({ ...world.cleo, now: at });
  return pools.filter((pool) => pool.source.name.endsWith(`: ${sender.keyName}`));
};

const sourceOf = async (from = sender) =>
  (await listSources(world.cleo)).find(({ name }) => name.endsWith(`: ${from.keyName}`));

/** All that is stored of a pool's samples, the oldest first. */
const stored = (name: string) =>
  sql<Record<string, unknown>>(
    `select i.name as instance, s.at, s.used, s.idle, s.waiting, s."max" from pool_sample s
       join pool_instance i on i.id = s.series_id join pool p on p.id = i.pool_id
      where p.name = $1 order by s.at, i.name`,
    [name],
  );

describe("a delivery", () => {
  it("makes the source of its key, the pool and its instances", async () => {
    const receipt = await deliver(hikari("main", beginning, { active: 41, idle: 9, pending: 2 }));
    await deliver(hikari("main", beginning, { active: 3, idle: 1 }), { instance: "pod-2" });
    expect(receipt).toEqual({ stored: 1, rejected: [], full: null });
    expect(await sourceOf()).toMatchObject({
      ...{ kind: "otlp", name: `OpenTelemetry: ${sender.keyName}`, hasPassword: false, failure: null },
      deliveredAt: beginning,
      pools: [{ name: `${service} · main` }],
    });
    expect(await poolsAt()).toMatchObject([
      {
        name: `${service} · main`,
        service: null,
        state: "critical",
        used: 44,
        max: 100,
        waiting: 2,
        fullest: { name: "pod-1", latest: { used: 41, max: 50 } },
      },
    ]);
    expect((await poolsAt())[0]?.instances.map(({ name }) => name)).toEqual(["pod-1", "pod-2"]);
  });

  it("belongs to the service of the catalogue that has its name, however that is written", async () => {
    const [{ name = "" } = {}] = await sql<{ name: string }>("select name from service where slug = $1", [
      world.service.slug,
    ]);
    await deliver(hikari("main", beginning, { active: 1 }), { of: world.service.slug });
    await deliver(hikari("reports", beginning, { active: 1 }), { of: name.toUpperCase() });
    const linked = (await poolsAt()).map(({ service: linkedTo }) => linkedTo?.slug);
    expect(linked).toEqual([world.service.slug, world.service.slug]);
  });

  it("gets another name for its pool where that is taken, and keeps it when people change it", async () => {
    const other = await senderOf(world.lea, unique("elsewhere"));
    await deliver(hikari("main", beginning, { active: 1 }), { from: other });
    await deliver(hikari("main", beginning, { active: 2 }));
    const [pool] = await poolsAt();
    expect(pool?.name).toBe(`${service} · main (2)`);
    if (!pool) throw new Error("no pool");
    await editPool(world.lea, {
      ...poolContent(pool),
      slug: pool.slug,
      name: unique("Renamed"),
      declaredMax: 80,
    });
    forgetSingleton("intake-memory");
    const next = later(beginning, seconds(15));
    await deliver([{ name: "hikaricp_connections_active", labels: { pool: "main" }, value: 60, at: next }], {
      at: next,
    });
    // What the sender does not tell, people have.
    expect(await poolsAt(next)).toMatchObject([
      { name: expect.stringMatching(/^Renamed/), used: 60, max: 80 },
    ]);
  });

  it("that comes again changes nothing, be it at once or after a restart", async () => {
    const send = () => deliver(hikari("main", beginning, { active: 41, idle: 9 }));
    await send();
    const before = [await stored(`${service} · main`), await poolsAt(), await sql("select * from pool_late")];
    await Promise.all([send(), send(), send()]);
    forgetSingleton("intake-memory");
    expect(await send()).toEqual({ stored: 1, rejected: [], full: null });
    expect([
      await stored(`${service} · main`),
      await poolsAt(),
      await sql("select * from pool_late"),
    ]).toEqual(before);
  });

  it("may come in parts, of which a figure is made", async () => {
    const state = (of: string, value: number) => ({
      name: "db.client.connection.count",
      labels: { "db.client.connection.pool.name": "orders", "db.client.connection.state": of },
      ...{ value, at: beginning },
    });
    const max = { ...state("", 50), name: "db.client.connection.max" };
    for (const part of [state("used", 41), state("idle", 9), max]) await deliver([part]);
    const sample = { instance: "pod-1", at: beginning, used: 41, idle: 9, waiting: null, max: 50 };
    expect(await stored(`${service} · orders`)).toEqual([sample]);
    // PgBouncer's connections in use are counted in three series, and mean nothing one by one.
    const series = (name: string, value: number) => ({
      ...{ name: `pgbouncer_pools_server_${name}_connections`, value, at: beginning },
      labels: { database: "shop", user: "app" },
    });
    for (const part of [
      series("active", 5),
      series("idle", 3),
      series("testing", 1),
      series("login", 2),
      series("used", 1),
    ])
      await deliver([part]);
    const pools = (await poolsAt()).filter(({ name }) => /shop/.test(name));
    expect(pools).toHaveLength(1);
    const inParts = await stored(pools[0]?.name ?? "");
    service = unique("checkout");
    await deliver([
      series("active", 5),
      series("idle", 3),
      series("testing", 1),
      series("login", 2),
      series("used", 1),
    ]);
    const whole = await stored((await poolsAt()).find(({ name }) => name.startsWith(service))?.name ?? "");
    expect(inParts).toEqual(whole);
  });

  it("is told apart from what another sender says with the same words", async () => {
    const other = await senderOf(world.lea, unique("elsewhere"));
    await deliver(hikari("main", beginning, { active: 41 }));
    await deliver(hikari("main", beginning, { active: 7 }), { from: other });
    expect(await poolsAt()).toMatchObject([{ used: 41 }]);
  });

  it("that holds nothing that a sample does leaves no trace, nor does one that fails by a fault of ours", async () => {
    const broken = receive(
      sender,
      async () => {
        throw new Error("No.");
      },
      beginning,
    );
    await expect(broken).rejects.toThrow("No.");
    expect(await deliver([{ name: "http.server.active_requests", value: 7, at: beginning }])).toEqual({
      stored: 0,
      rejected: [],
      full: null,
    });
    expect(await sourceOf()).toBeUndefined();
  });
});

describe("numbers and times that cannot be", () => {
  const active = (value: number, at = beginning) => ({
    name: "hikaricp_connections_active",
    labels: { pool: "main" },
    value,
    at,
  });

  it.each<[string, Told, RegExp | null]>([
    ["negative", active(-1), /negative/],
    ["endless", active(Number.POSITIVE_INFINITY), /infinite/],
    ["a fraction", active(1.5), /fraction/],
    ["beyond reason", active(1e9), /larger than can be/],
    ["of a series that ended (NaN)", active(Number.NaN), null],
    ["from ten minutes ahead", active(1, later(beginning, minutes(10))), /ahead of our clock/],
    ["from 1970", active(1, new Date(0)), /before what is kept/],
    ["without a pool", { ...active(1), labels: {} }, /names no pool/],
  ])("are not kept, and the rest is: %s", async (_, told, says) => {
    const receipt = await deliver([told, ...hikari("good", beginning, { active: 5 })]);
    expect(receipt.stored).toBe(1);
    expect(receipt.rejected).toEqual(
      says ? [expect.objectContaining({ points: 1, reason: expect.stringMatching(says) })] : [],
    );
    expect(await poolsAt()).toMatchObject([{ name: `${service} · good`, used: 5 }]);
  });

  it("leave a source behind of which nothing could be taken, with how much, when and why", async () => {
    const ahead = later(beginning, minutes(2));
    expect(await deliver(hikari("main", ahead, { active: 1 }))).toMatchObject({
      stored: 0,
      rejected: [{ points: 4 }],
    });
    expect(await sourceOf()).toMatchObject({
      ...{ deliveredAt: null, failure: null, pools: [] },
      rejected: {
        at: beginning,
        points: 4,
        reason: expect.stringMatching(/^hikaricp.*ahead of our clock\. Set the sender's clock\.$/),
      },
    });
  });

  it.each<[string, () => Promise<Delivery>, RegExp]>([
    ["JSON", async () => decodeOtlp(Buffer.from('{"resourceMetrics":'), "json"), /not JSON/],
    ["protobuf", async () => decodeOtlp(Buffer.from([0x0a, 0x7f]), "protobuf"), /./],
    ["Snappy", async () => decodeRemoteWrite(Buffer.from("no snappy"), 1_000), /./],
    ["what can be held", async () => Promise.reject(new TooMuch("Send less at a time.")), /Send less/],
  ])(
    "stand with their source where a whole delivery is no %s, whether or not one was taken before",
    async (_, read, says) => {
      const send = (now: Date) => faultOf(receive(sender, read, now));
      expect(await send(beginning)).toMatch(says);
      const rejected = { points: 0, reason: expect.stringMatching(says) };
      expect(await sourceOf()).toMatchObject({
        ...{ deliveredAt: null, pools: [] },
        rejected: { ...rejected, at: beginning },
      });
      const next = later(beginning, seconds(15));
      await deliver(hikari("good", next, { active: 5 }), { at: next });
      const after = later(beginning, seconds(30));
      expect(await send(after)).toMatch(says);
      expect(await sourceOf()).toMatchObject({ deliveredAt: next, rejected: { ...rejected, at: after } });
    },
  );

  it("are noted once in ten seconds, whoever was told of them, and stay noted when the rest is taken", async () => {
    const send = async (points: number, ms: number) => {
      const now = later(beginning, ms);
      const wrong = Array.from({ length: points }, () => active(1, later(now, minutes(5))));
      await deliver([...wrong, ...hikari("good", now, { active: 5 })], { at: now });
      return (await sourceOf())?.rejected;
    };
    expect(await send(3, 0)).toMatchObject({ at: beginning, points: 3 });
    expect(await send(5, seconds(9))).toMatchObject({ at: beginning, points: 3 });
    // Another process knows nothing of it.
    forgetSingleton("intake-memory");
    expect(await send(5, seconds(9.5))).toMatchObject({ at: beginning, points: 3 });
    forgetSingleton("intake-memory");
    expect(await send(6, seconds(10))).toMatchObject({ at: later(beginning, seconds(10)), points: 6 });
    expect(await send(0, seconds(30))).toMatchObject({ at: later(beginning, seconds(10)), points: 6 });
    expect((await sourceOf())?.deliveredAt).toEqual(later(beginning, seconds(30)));
  });

  it("are told of a removed source as everything is: with a refusal", async () => {
    await deliver([active(1, later(beginning, minutes(5)))]);
    await removeSource(world.omar, { slug: (await sourceOf())?.slug });
    const after = later(beginning, minutes(1));
    await expectRefusal(deliver([active(1, later(after, minutes(5)))], { at: after }), "forbidden");
  });

  it("of the future do not keep later ones from being understood", async () => {
    const total = (value: number, at: Date) => ({
      name: "hikaricp_connections_timeout_total",
      labels: { pool: "main" },
      value,
      at,
    });
    await deliver([total(1, later(beginning, minutes(600))), total(3, beginning)]);
    await deliver([total(4, later(beginning, seconds(15)))], { at: later(beginning, seconds(15)) });
    const rows = await sql<{ timeouts: string }>(
      "select timeouts from pool_sample s join pool_instance i on i.id = s.series_id join pool p on p.id = i.pool_id where p.name = $1 order by at",
      [`${service} · main`],
    );
    expect(rows.map(({ timeouts }) => Number(timeouts))).toEqual([3, 4]);
  });

  it("are rounded to what a column holds: a wait of next to nothing is none", async () => {
    const wait = {
      name: "hikaricp_connections_acquire_seconds_max",
      labels: { pool: "main" },
      value: 1e-60,
      at: beginning,
    };
    expect(await deliver([wait, active(1)])).toMatchObject({ stored: 1, rejected: [] });
  });
});

describe("a source", () => {
  const next = (turn: number) => later(beginning, seconds(15 * turn));

  it("tells how often it delivers, and when it did", async () => {
    for (let turn = 0; turn < 12; turn += 1)
      await deliver(hikari("main", next(turn), { active: turn }), { at: next(turn) });
    expect(await sourceOf()).toMatchObject({ intervalSeconds: 15, deliveredAt: next(11) });
    expect(await poolsAt(later(next(11), seconds(40)))).toMatchObject([{ state: "fine" }]);
    expect(await poolsAt(later(next(11), seconds(50)))).toMatchObject([{ state: "no_data" }]);
  });

  it("goes on with a key that has the name of the one before, and not with another's", async () => {
    await deliver(hikari("main", beginning, { active: 1 }));
    await deliver(hikari("main", next(1), { active: 2 }), {
      at: next(1),
      from: await senderOf(world.ben, sender.keyName),
    });
    expect(await poolsAt(next(1))).toMatchObject([{ used: 2, name: `${service} · main` }]);
    await deliver(hikari("main", next(1), { active: 3 }), {
      at: next(1),
      from: await senderOf(world.lea, sender.keyName),
    });
    const names = (await listSources(world.cleo))
      .map(({ name }) => name)
      .filter((name) => name.includes(sender.keyName));
    expect(names).toEqual([`OpenTelemetry: ${sender.keyName}`, `OpenTelemetry: ${sender.keyName} (2)`]);
  });

  it("is another for each protocol", async () => {
    await deliver(hikari("main", beginning, { active: 1 }));
    await deliver(hikari("main", beginning, { active: 1 }), { from: { ...sender, kind: "remote_write" } });
    const kinds = (await listSources(world.cleo))
      .filter(({ name }) => name.endsWith(sender.keyName))
      .map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(["otlp", "remote_write"]);
  });

  it("is made once, though its first deliveries come at once", async () => {
    await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        deliver(hikari(`p${index % 2}`, beginning, { active: index }), { instance: `pod-${index}` }),
      ),
    );
    const made = (await poolsAt()).map(({ name, instances }) => [name, instances.length]);
    expect(made.sort()).toEqual([
      [`${service} · p0`, 4],
      [`${service} · p1`, 4],
    ]);
  });

  it("is never asked, edited, or given a pool by hand", async () => {
    await deliver(hikari("main", beginning, { active: 1 }));
    const { slug = "" } = (await sourceOf()) ?? {};
    expect((await claimDue("the suite", 100)).map(({ kind }) => kind)).not.toContain("otlp");
    await expectRefusal(addPool(world.omar, { name: unique("By hand"), sourceSlug: slug }), "conflict");
    const form = { slug, name: "x", host: "db.example.org", userName: "x" };
    await expectRefusal(editSource(world.omar, form), "conflict");
  });

  it("that was removed takes nothing more, from that key", async () => {
    await deliver(hikari("main", beginning, { active: 1 }));
    const [pool] = await poolsAt();
    await archivePool(world.omar, { slug: pool?.slug ?? "" });
    const { slug = "" } = (await sourceOf()) ?? {};
    await removeSource(world.omar, { slug });
    await expectRefusal(deliver(hikari("main", next(1), { active: 2 }), { at: next(1) }), "forbidden");
    const key = await senderOf(world.ben, sender.keyName);
    expect(await deliver(hikari("main", next(1), { active: 2 }), { at: next(1), from: key })).toMatchObject({
      stored: 1,
    });
  });

  it("keeps nothing of a pool that is archived, and goes on when it is back", async () => {
    await deliver(hikari("main", beginning, { active: 1 }));
    const [{ slug = "", name = "" } = {}] = await poolsAt();
    await archivePool(world.omar, { slug });
    expect(await deliver(hikari("main", next(5), { active: 2 }), { at: next(5) })).toEqual({
      stored: 0,
      rejected: [],
      full: null,
    });
    await restorePool(world.omar, { slug });
    await deliver(hikari("main", next(10), { active: 3 }), { at: next(10) });
    expect((await stored(name)).map(({ used }) => used)).toEqual([1, 3]);
  });
});

describe("too much from one sender", () => {
  /** One figure of many pools or instances. */
  const many = (count: number, name: (index: number) => { pool: string; instance: string }, at = beginning) =>
    Array.from({ length: count }, (_, index) => ({
      ...{ name: "hikaricp_connections_active", value: index % 40, at },
      labels: { pool: name(index).pool, "service.instance.id": name(index).instance },
    }));

  it("meets the limit of instances with 10,000 series, while those that are known go on", async () => {
    const told = (at: Date) => many(10_000, (index) => ({ pool: "main", instance: `pod-${index}` }), at);
    const first = await deliver(told(beginning));
    expect(first).toMatchObject({
      ...{ stored: mostInstances, rejected: [] },
      full: { points: 10_000 - mostInstances, reason: expect.stringMatching(/2,000 instances/) },
    });
    const soon = later(beginning, seconds(15));
    expect(await deliver(told(soon).slice(0, 50), { at: soon })).toEqual({
      stored: 50,
      rejected: [],
      full: null,
    });
    // A restart does not make room.
    forgetSingleton("intake-memory");
    const after = later(beginning, seconds(30));
    expect(await deliver(told(after).slice(0, 2_500), { at: after })).toMatchObject({
      stored: 2_000,
      full: { points: 500 },
    });
  });

  it("is asked to come back for a minute, and then told that it is too much, so that it does not stand still", async () => {
    const told = (at: Date) => many(mostPools + 1, (index) => ({ pool: `p${index}`, instance: "a" }), at);
    const sent = (ms: number) => deliver(told(later(beginning, ms)), { at: later(beginning, ms) });
    const reason = expect.stringMatching(/200 pools/);
    expect(await sent(0)).toMatchObject({ stored: mostPools, rejected: [], full: { points: 1, reason } });
    expect(await sent(patienceMs - 1)).toMatchObject({ rejected: [], full: { points: 1 } });
    expect(await sent(patienceMs)).toMatchObject({
      stored: mostPools,
      rejected: [{ points: 1, reason }],
      full: null,
    });
    const quiet = patienceMs + minutes(11);
    expect(await sent(quiet)).toMatchObject({ rejected: [], full: { points: 1 } });
  });

  it("has room again for instances once others were silent for a day", async () => {
    await deliver(many(mostInstances, (index) => ({ pool: "main", instance: `old-${index}` })));
    const tomorrow = later(beginning, minutes(25 * 60));
    const told = many(10, (index) => ({ pool: "main", instance: `new-${index}` }), tomorrow);
    expect(await deliver(told, { at: tomorrow })).toEqual({ stored: 10, rejected: [], full: null });
  });
});
