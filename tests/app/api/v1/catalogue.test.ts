import { beforeAll, describe, expect, it } from "vitest";
import { setClock } from "@/lib/core/clock";
import { keyOf, send } from "../../../support/api";
import { beginning } from "../../../support/cast";
import { makeWorld, unique, type World } from "../../../support/world";

let world: World;
let key: string;

beforeAll(async () => {
  setClock(() => beginning);
  world = await makeWorld();
  key = await keyOf(world.lea);
  return () => setClock(null);
});

describe("services", () => {
  it("are added, edited in part, archived and brought back", async () => {
    const { team, environment } = world;
    const body = { name: unique("timetable"), ownerTeam: team.slug, environments: [environment.slug] };
    const made = await send("POST", "/services", { key, body });
    expect(made).toMatchObject({ status: 201, body: { ownerTeam: { slug: team.slug }, archivedAt: null } });
    const place = (made.headers.get("location") ?? "").replace("/api/v1", "");
    const headers = { "If-Match": made.headers.get("etag") ?? "" };
    const edited = await send("PATCH", place, { key, body: { description: "When ferries leave." }, headers });
    expect(edited.body).toMatchObject({
      ...{ name: body.name, description: "When ferries leave." },
      environments: [{ slug: environment.slug, primary: true }],
    });
    expect((await send("PATCH", place, { key, body: {}, headers })).status).toBe(412);
    expect((await send("PUT", `${place}/archival`, { key })).body).toMatchObject({
      archivedAt: beginning.toISOString(),
    });
    const archived = (path: string) =>
      send("GET", path, { key }).then(({ text }) => text.includes(body.name));
    expect(await archived("/services")).toBe(false);
    expect(await archived("/services?archived=true")).toBe(true);
    expect((await send("DELETE", `${place}/archival`, { key })).body).toMatchObject({ archivedAt: null });
  });

  it("keep a name for one of them", async () => {
    const body = { name: unique("ledger") };
    expect((await send("POST", "/services", { key, body })).status).toBe(201);
    expect((await send("POST", "/services", { key, body })).body).toMatchObject({
      status: 409,
      errors: [{ pointer: "#/name" }],
    });
  });

  it("are changed by leads of the owning team only, whatever the key says", async () => {
    const ada = await keyOf(world.ada);
    const place = `/services/${world.service.slug}`;
    const etag = (await send("GET", place, { key: ada })).headers.get("etag") ?? "";
    const sent = { key: ada, body: { name: "mine" }, headers: { "If-Match": etag } };
    expect((await send("PATCH", place, sent)).status).toBe(403);
  });
});

describe("environments and teams", () => {
  it("are listed page by page and read", async () => {
    await makeWorld();
    for (const [noun, slug] of [
      ["environments", world.environment.slug],
      ["teams", world.team.slug],
      ["services", world.service.slug],
    ]) {
      const all = (await send("GET", `/${noun}?limit=100`, { key })).body as { items: { slug: string }[] };
      const first = (await send("GET", `/${noun}?limit=1`, { key })).body as {
        items: unknown[];
        next: string;
      };
      const second = (await send("GET", `/${noun}?limit=1&cursor=${first.next}`, { key }))
        .body as typeof first;
      expect([...first.items, ...second.items]).toEqual(all.items.slice(0, 2));
      expect((await send("GET", `/${noun}/${slug}`, { key })).body).toMatchObject({ slug });
      expect((await send("GET", `/${noun}/nowhere%00`, { key })).status).toBe(404);
    }
  });
});
