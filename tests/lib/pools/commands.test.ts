import { beforeAll, describe, expect, it } from "vitest";
import { archiveService } from "@/lib/catalog/services/commands";
import { database } from "@/lib/core/database";
import { declareIncident } from "@/lib/incidents/commands";
import { addParticipant } from "@/lib/incidents/participants/commands";
import { restrictIncident } from "@/lib/incidents/restriction/commands";
import { changeStatus } from "@/lib/incidents/status/commands";
import { listIncidentBands } from "@/lib/pools/bands/queries";
import { addPool, archivePool, editPool, restorePool } from "@/lib/pools/commands";
import { getStoredPool, poolBase } from "@/lib/pools/queries";
import { addSource, editSource, removeSource } from "@/lib/pools/sources/commands";
import { getSource, sourceBase } from "@/lib/pools/sources/queries";
import { later, minutes } from "../../support/clock";
import { makeWorld, unique, type World } from "../../support/world";

const secret = "a password that nobody is shown";
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const address = () => ({
  ...{ name: unique("Harbour database"), host: "db.example.org", port: 5432, userName: "collector" },
  ...{ database: "postgres", tls: "verified", intervalSeconds: 15 },
});
const source = async (password?: string) => {
  const given = address();
  return { ...given, ...(await addSource(world.omar, { ...given, password })) };
};

/** Everything that the trail and the tables say of sources, as text. */
const everythingTold = async () =>
  JSON.stringify([
    await database().auditEvent.findMany({ select: { changes: true } }),
    await database().poolCollection.findMany(),
  ]);

describe("the password of a source", () => {
  it("stands in no audit event and is shown to nobody, only that there is one", async () => {
    const { slug } = await source(secret);
    const seen = await getSource(world.omar, slug);
    expect(seen.hasPassword).toBe(true);
    expect(JSON.stringify(seen)).not.toContain(secret);
    expect(seen).not.toHaveProperty("password");
    expect(await everythingTold()).not.toContain(secret);
    const { password } = await database().poolSource.findUniqueOrThrow({ where: { slug } });
    expect(Buffer.from(password ?? []).toString("latin1")).not.toContain(secret);
  });

  it("stays when it is left out, and is asked for anew when the address changes", async () => {
    const { slug, ...given } = await source(secret);
    const before = await database().poolSource.findUniqueOrThrow({ where: { slug } });
    await editSource(world.omar, { ...given, slug, intervalSeconds: 30 });
    const after = await database().poolSource.findUniqueOrThrow({ where: { slug } });
    expect([after.password, after.version]).toEqual([before.password, before.version + 1]);
    for (const elsewhere of [{ host: "evil.example.org" }, { port: 5433 }])
      await expect(editSource(world.omar, { ...given, ...elsewhere, slug })).rejects.toMatchObject({
        ...{ code: "invalid", fields: { password: "Enter the password for this address." } },
      });
    await editSource(world.omar, { ...given, slug, host: "new.example.org", password: "another one" });
    expect((await getSource(world.omar, slug)).host).toBe("new.example.org");
  });

  it("is forgotten with the source, which must have no pool in use", async () => {
    const { slug } = await source(secret);
    const pool = await addPool(world.omar, { name: unique("Bookings"), sourceSlug: slug });
    await expect(removeSource(world.omar, { slug })).rejects.toMatchObject({ code: "conflict" });
    await archivePool(world.omar, pool);
    await removeSource(world.omar, { slug });
    const { password } = await database().poolSource.findUniqueOrThrow({ where: { slug } });
    expect(password).toBeNull();
    await expect(restorePool(world.omar, pool)).rejects.toMatchObject({ code: "conflict" });
    await expect(addPool(world.omar, { name: unique("More"), sourceSlug: slug })).rejects.toMatchObject({
      ...{ code: "invalid", fields: { sourceSlug: "Choose a source." } },
    });
  });
});

describe("a form of two people at once", () => {
  it("of a source or a pool is refused to the second, with what is there now", async () => {
    const { slug, ...given } = await source();
    const base = sourceBase(await getSource(world.omar, slug));
    await editSource(world.omar, { ...given, slug, base, intervalSeconds: 60 });
    await expect(editSource(world.omar, { ...given, slug, base, intervalSeconds: 5 })).rejects.toMatchObject({
      ...{ code: "conflict", detail: { current: { intervalSeconds: 60 } } },
    });
    const name = unique("Bookings");
    const pool = await addPool(world.lea, { name, sourceSlug: slug, service: world.service.slug });
    const shown = poolBase(await getStoredPool(world.lea, pool.slug, database()));
    const edit = { slug: pool.slug, name, base: shown, service: world.service.slug };
    await editPool(world.lea, { ...edit, declaredMax: 20 });
    await expect(editPool(world.lea, { ...edit, declaredMax: 30 })).rejects.toMatchObject({
      ...{ code: "conflict", detail: { current: { declaredMax: 20 } } },
    });
  });

  it("that remove a source and add a pool to it leave no pool without its source", async () => {
    for (let round = 0; round < 5; round++) {
      const { slug } = await source();
      await Promise.allSettled([
        removeSource(world.omar, { slug }),
        addPool(world.omar, { name: unique("Race"), sourceSlug: slug }),
      ]);
      const row = await database().poolSource.findUniqueOrThrow({
        where: { slug },
        include: { pools: true },
      });
      expect(row.archivedAt !== null && row.pools.length > 0).toBe(false);
    }
  });
});

describe("a source of another kind", () => {
  const add = async (input: object) => {
    const { slug } = await addSource(world.omar, { name: unique("Figures"), ...input });
    return getSource(world.omar, slug);
  };
  const engine = { kind: "prometheus", url: "https://prometheus.example.org/team" };

  it("has what its kind has, and nothing else that was sent along", async () => {
    const elsewhere = {
      host: "db.example.org",
      database: "shop",
      url: "https://example.org",
      questions: "used: x",
    };
    expect(await add({ kind: "pgbouncer", ...elsewhere, userName: "watcher" })).toMatchObject({
      ...{
        kind: "pgbouncer",
        host: "db.example.org",
        port: 6432,
        database: null,
        url: null,
        questions: null,
      },
    });
    expect(await add({ ...elsewhere, ...engine })).toMatchObject({
      ...{ kind: "prometheus", host: null, port: null, database: null, userName: null, url: engine.url },
      questions: { used: "x" },
    });
    expect(await add({ ...elsewhere, kind: "json" })).toMatchObject({
      ...{ kind: "json", host: null, url: "https://example.org", questions: null },
    });
  });

  it.each<[string, object, string]>([
    ["no kind that there is", { kind: "graphite" }, "kind"],
    ["a kind that is not asked", { kind: "otlp" }, "kind"],
    ["a pooler without a host", { kind: "pgbouncer", userName: "watcher" }, "host"],
    ["a pooler without a user", { kind: "pgbouncer", host: "db.example.org" }, "userName"],
    ["an engine without an address", { kind: "prometheus" }, "url"],
    ["an address that is none", { ...engine, url: "prometheus:9090" }, "url"],
    ["an address of a file", { ...engine, url: "file:///etc/passwd" }, "url"],
    ["an address with a script in it", { ...engine, url: "javascript:alert(1)" }, "url"],
    ["a password in its address", { ...engine, url: "https://u:p@example.org" }, "url"],
    ["a fragment in its address", { ...engine, url: "https://example.org/#x" }, "url"],
    ["an address without end", { ...engine, url: `https://example.org/${"a".repeat(2_000)}` }, "url"],
    ["a question for nothing", { ...engine, questions: "sum(x)" }, "questions"],
    ["a connection that is none", { ...engine, tls: "maybe" }, "tls"],
  ])("with %s is refused at its field", async (_, wrong, field) => {
    await expect(add(wrong)).rejects.toMatchObject({
      ...{ code: "invalid", fields: { [field]: expect.any(String) } },
    });
  });

  it("stays of its kind", async () => {
    const { slug, name } = await add(engine);
    const edit = { slug, name, kind: "json", url: engine.url };
    await expect(editSource(world.omar, edit)).rejects.toMatchObject({ code: "invalid" });
  });

  it("is asked for its password anew when its address changes, and keeps it beside other questions", async () => {
    const { slug, name } = await add({ ...engine, password: secret });
    const edit = { ...engine, slug, name };
    await editSource(world.omar, { ...edit, questions: "used: sum(x)" });
    const kept = await getSource(world.omar, slug);
    expect([kept.hasPassword, kept.questions]).toEqual([true, { used: "sum(x)" }]);
    for (const url of [
      "https://evil.example.org",
      "http://prometheus.example.org/team",
      `${engine.url}/other`,
    ])
      await expect(editSource(world.omar, { ...edit, url })).rejects.toMatchObject({
        ...{ code: "invalid", fields: { password: "Enter the password for this address." } },
      });
    await editSource(world.omar, edit);
    expect((await getSource(world.omar, slug)).questions).toBeNull();
    expect(await everythingTold()).not.toContain(secret);
  });

  it("that names its pools itself is given none by hand", async () => {
    for (const input of [engine, { ...engine, kind: "json" }]) {
      const { slug: sourceSlug } = await add(input);
      const refused = addPool(world.omar, { name: unique("By hand"), sourceSlug });
      await expect(refused).rejects.toMatchObject({ code: "conflict" });
    }
  });

  it("that pools for all applications counts none apart", async () => {
    const { slug: sourceSlug } = await add({
      kind: "pgbouncer",
      host: "db.example.org",
      userName: "watcher",
    });
    const pool = { name: unique("Pooled"), database: "shop", userName: "app" };
    await expect(addPool(world.omar, { ...pool, sourceSlug, application: "worker" })).rejects.toMatchObject({
      ...{ code: "invalid", fields: { application: expect.any(String) } },
    });
    const { slug } = await addPool(world.omar, { ...pool, sourceSlug });
    await expect(editPool(world.omar, { ...pool, slug, application: "worker" })).rejects.toMatchObject({
      code: "invalid",
    });
  });
});

it.each([
  ["a port that is none", { port: 70_000 }, "port"],
  ["a host with a path in it", { host: "db/../etc" }, "host"],
  ["an interval of a second", { intervalSeconds: 1 }, "intervalSeconds"],
  ["no user", { userName: " " }, "userName"],
])("a source with %s is refused at its field", async (_, wrong, field) => {
  await expect(addSource(world.omar, { ...address(), ...wrong })).rejects.toMatchObject({
    ...{ code: "invalid", fields: { [field]: expect.any(String) } },
  });
});

it("a pool is given no service that is archived, but keeps one that was archived later", async () => {
  const { slug } = await source();
  const own = await makeWorld();
  const name = unique("Bookings");
  const pool = await addPool(own.omar, { name, sourceSlug: slug, service: own.service.slug });
  await archiveService(own.omar, own.service);
  await editPool(own.omar, { slug: pool.slug, name, service: own.service.slug, declaredMax: 9 });
  await expect(
    addPool(own.omar, { name: unique("Other"), sourceSlug: slug, service: own.service.slug }),
  ).rejects.toMatchObject({ code: "invalid" });
});

it("a chart shows the incidents of the pool's service and environment, and restricted ones to few", async () => {
  const { omar, lea, cleo, ben, service } = await makeWorld();
  const { id: serviceId } = await database().service.findUniqueOrThrow({ where: { slug: service.slug } });
  const declare = (title: string, environment?: string) =>
    declareIncident(ben, { title, severity: "P1", service: service.slug, environment });
  const open = await declare("Seen by all");
  const hidden = await declare("Seen by few");
  await restrictIncident(lea, { ref: hidden.ref });
  const range = { from: later(ben.now, -minutes(60)), to: later(ben.now, minutes(60)) };
  const refs = async (context: typeof cleo, environmentId: string | null = null) =>
    (await listIncidentBands(context, { serviceId, environmentId }, range)).map(({ ref }) => ref).sort();
  expect(await refs(cleo)).toEqual([open.ref]);
  expect(await refs(omar)).toEqual([open.ref, hidden.ref].sort());
  const elsewhere = "00000000-0000-7000-8000-000000000000";
  expect(await refs(omar, elsewhere)).toEqual([]);

  const over = await declareIncident(ben, { title: "Over and done", severity: "P3", service: service.slug });
  await changeStatus(later(ben, minutes(3)), { ref: over.ref, status: "resolved" });
  expect(await refs(cleo)).toEqual([open.ref, over.ref].sort());
  const afterwards = { from: later(ben.now, minutes(60)), to: later(ben.now, minutes(120)) };
  // Something is done to it long after it ended, and one that never had an end known was once open here.
  await addParticipant(later(ben, minutes(70)), { ref: over.ref, personId: ben.actor.id, role: "scribe" });
  const endless = await declare("Over, nobody knows since when");
  await database().incident.update({ where: { ref: endless.ref }, data: { status: "closed" } });
  const within = (range: { from: Date; to: Date }) =>
    listIncidentBands(cleo, { serviceId, environmentId: null }, range);
  expect(await within(afterwards)).toEqual([
    { ref: open.ref, title: "Seen by all", severity: "P1", from: ben.now, to: null },
  ]);
  expect((await within(range)).find(({ ref }) => ref === endless.ref)?.to).toEqual(ben.now);
});
