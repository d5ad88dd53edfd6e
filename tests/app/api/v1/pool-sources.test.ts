import { beforeAll, describe, expect, it } from "vitest";
import { setClock } from "@/lib/core/clock";
import { database, sql } from "@/lib/core/database";
import { createApiKey } from "@/lib/people/api-keys/commands";
import { addPool, archivePool } from "@/lib/pools/commands";
import { keyOf, send } from "../../../support/api";
import { beginning } from "../../../support/cast";
import { makeWorld, unique, type World } from "../../../support/world";

const secret = "a password that nobody is shown";
let world: World;
let key: string;

beforeAll(async () => {
  setClock(() => beginning);
  world = await makeWorld();
  key = await keyOf(world.omar);
  return () => setClock(null);
});

const server = () => ({ name: unique("Harbour database"), host: "db.example.org", userName: "watch" });

async function make(more: object = {}) {
  const made = await send("POST", "/pool-sources", { key, body: { ...server(), ...more } });
  const { slug, name } = made.body as { slug: string; name: string };
  const edit = (body: object, etag = made.headers.get("etag") ?? "") =>
    send("PATCH", `/pool-sources/${slug}`, { key, body, headers: { "If-Match": etag } });
  return { made, slug, name, at: `/pool-sources/${slug}`, edit };
}

describe("sources of pools", () => {
  it("are added, read, changed in part and removed, and no answer has the password", async () => {
    const { made, slug, at, edit } = await make({ password: secret });
    expect(made).toMatchObject({
      status: 201,
      body: {
        ...{ slug, kind: "postgres", host: "db.example.org", port: 5432, database: "postgres" },
        ...{ userName: "watch", hasPassword: true, tls: "verified", intervalSeconds: 15, url: null },
      },
    });
    expect(made.headers.get("location")).toBe(`/api/v1${at}`);
    expect(await send("GET", at, { key })).toMatchObject({ status: 200, text: made.text });
    const sealed = () => database().poolSource.findUniqueOrThrow({ where: { slug } });
    const before = await sealed();
    const edited = await edit({ intervalSeconds: 30 });
    expect(edited.body).toMatchObject({ intervalSeconds: 30, userName: "watch", hasPassword: true });
    expect((await sealed()).password).toEqual(before.password);
    expect((await edit({ intervalSeconds: 60 })).status).toBe(412);
    expect((await send("PATCH", at, { key, body: {} })).status).toBe(428);
    const state = await send("GET", `${at}/state`, { key });
    expect(state.body).toMatchObject({ slug, deliveredAt: null, failure: null, pools: [] });
    for (const { text } of [made, edited, state, await send("GET", "/pool-sources?limit=100", { key })])
      expect(text).not.toContain(secret);
    expect((await send("DELETE", at, { key })).status).toBe(204);
    for (const path of [at, `${at}/state`]) expect((await send("GET", path, { key })).status).toBe(404);
    expect((await sealed()).password).toBeNull();
  });

  it("are asked over HTTP by their address, and have questions as lines", async () => {
    const { made, edit } = await make({
      ...{ kind: "prometheus", url: "https://prometheus.example.org", host: null, userName: null },
      questions: "max: sum(limit)\nused: sum(busy)",
    });
    expect(made.body).toMatchObject({ host: null, questions: "max: sum(limit)\nused: sum(busy)" });
    expect((await edit({ questions: null })).body).toMatchObject({
      ...{ kind: "prometheus", questions: null, url: "https://prometheus.example.org" },
    });
  });

  it("send a password that is kept to no other address", async () => {
    const { edit } = await make({ password: secret });
    for (const elsewhere of [{ host: "evil.example.org" }, { port: 5433 }])
      expect((await edit(elsewhere)).body).toMatchObject({
        status: 422,
        errors: [{ pointer: "#/password" }],
      });
    const moved = await edit({ host: "new.example.org", password: "another one" });
    expect(moved.body).toMatchObject({ host: "new.example.org", hasPassword: true });
  });

  it.each([
    [{ name: "" }, "#/name"],
    [{ host: "" }, "#/host"],
    [{ host: "a host" }, "#/host"],
    [{ kind: "own" }, "#/kind"],
    [{ kind: "json", url: "file:///etc/passwd" }, "#/url"],
    [{ kind: "json", url: "https://user:pass@example.org" }, "#/url"],
    [{ kind: "prometheus", url: "https://p.example.org", questions: "used" }, "#/questions"],
    [{ intervalSeconds: 1 }, "#/intervalSeconds"],
    [{ port: 70_000 }, "#/port"],
    [{ tls: "maybe" }, "#/tls"],
    [{ password: "x".repeat(1_001) }, "#/password"],
    [{ slug: "mine" }, "#/slug"],
  ])("are refused with %j", async (wrong, pointer) => {
    const refused = await send("POST", "/pool-sources", { key, body: { ...server(), ...wrong } });
    expect(refused.body).toMatchObject({
      ...{ status: 422, errors: expect.arrayContaining([expect.objectContaining({ pointer })]) },
    });
  });

  it("stay while they have pools in use", async () => {
    const { slug, at } = await make();
    const pool = await addPool(world.omar, { name: unique("Bookings"), sourceSlug: slug });
    expect((await send("DELETE", at, { key })).status).toBe(409);
    expect((await send("GET", `${at}/state`, { key })).body).toMatchObject({ pools: [{ slug: pool.slug }] });
    await archivePool(world.omar, pool);
    expect((await send("DELETE", at, { key })).status).toBe(204);
  });

  it("that nobody set up are not changed: Highwater's own, and what a key delivers", async () => {
    for (const kind of ["own", "otlp", "remote_write"]) {
      await sql(
        `insert into pool_source (id, slug, name, kind, created_at) values (gen_random_uuid(), $1, $1, $2::pool_source_kind, now())`,
        [`kind-${kind.replace("_", "-")}`, kind],
      );
      const sent = { key, body: { intervalSeconds: 60 }, headers: { "If-Match": "*" } };
      expect((await send("PATCH", `/pool-sources/kind-${kind.replace("_", "-")}`, sent)).status).toBe(409);
    }
    expect((await send("DELETE", "/pool-sources/kind-own", { key })).status).toBe(409);
  });

  it("say why one brings nothing in the words of their page, and are walked page by page", async () => {
    const { slug } = await make();
    const failure = "Nothing listens at this address.";
    await sql(
      "update pool_collection set failure = $2, attempted_at = $3 where source_id = (select id from pool_source where slug = $1)",
      [slug, failure, beginning],
    );
    const all = (await send("GET", "/pool-sources?limit=100", { key })).body as { items: { slug: string }[] };
    expect(all.items.find((one) => one.slug === slug)).toMatchObject({
      ...{ failure, attemptedAt: beginning.toISOString() },
    });
    const first = (await send("GET", "/pool-sources?limit=1", { key })).body as typeof all & { next: string };
    const second = (await send("GET", `/pool-sources?limit=1&cursor=${first.next}`, { key }))
      .body as typeof all;
    expect([...first.items, ...second.items]).toEqual(all.items.slice(0, 2));
  });

  it("are added once however often the same request is sent, and nothing of the password is kept with it", async () => {
    const body = { ...server(), password: secret };
    const twice = { key, body, headers: { "Idempotency-Key": unique("once") } };
    const [first, second] = [
      await send("POST", "/pool-sources", twice),
      await send("POST", "/pool-sources", twice),
    ];
    expect(second).toMatchObject({ status: 201, text: first.text });
    expect(await database().poolSource.count({ where: { name: body.name } })).toBe(1);
    const kept = await database().idempotentAnswer.findMany();
    expect(JSON.stringify(kept)).not.toContain(secret);
  });
});

describe("a key to the sources", () => {
  it("is for admins alone, whatever their scopes are called", async () => {
    for (const scope of ["pool-sources:read", "pool-sources:write"])
      await expect(createApiKey(world.ada, { name: "x", scopes: [scope] })).rejects.toMatchObject({
        code: "forbidden",
      });
  });

  it("opens nothing once its person is no admin any more", async () => {
    const { at } = await make({ password: secret });
    await database().person.update({ where: { id: world.omar.actor.id }, data: { role: "approver" } });
    const headers = { "If-Match": "*" };
    const refused = [
      await send("GET", "/pool-sources", { key }),
      await send("GET", at, { key }),
      await send("GET", `${at}/state`, { key }),
      await send("POST", "/pool-sources", { key, body: server() }),
      await send("PATCH", at, { key, body: { intervalSeconds: 60 }, headers }),
      await send("DELETE", at, { key }),
    ];
    await database().person.update({ where: { id: world.omar.actor.id }, data: { role: "admin" } });
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403]);
    for (const { text } of refused) expect(text).not.toContain("db.example.org");
  });
});
