import { beforeAll, describe, expect, it } from "vitest";
import { setClock } from "@/lib/core/clock";
import { keyOf, send } from "../../../support/api";
import { beginning } from "../../../support/cast";
import { makeWorld, openScene, restrictedScene, type Scene } from "../../../support/world";

type Item = { ref: string; title: string; status: string; owner: unknown; incident: { ref: string } };

let scene: Scene;
let hidden: Scene;
let key: string;

beforeAll(async () => {
  setClock(() => beginning);
  const world = await makeWorld();
  [scene, hidden] = [await openScene(world), await restrictedScene(world)];
  key = await keyOf(scene.ben);
  return () => setClock(null);
});

const read = (path: string) => send("GET", path, { key });

describe("an action item", () => {
  it("is added, read, edited, moved and removed, each time against the state that was read", async () => {
    const { ref } = scene.incident;
    const body = { title: "Limit the pool", owner: `person:${scene.lea.actor.id}`, dueOn: "2026-03-31" };
    const made = await send("POST", `/incidents/${ref}/action-items`, { key, body });
    expect(made).toMatchObject({
      status: 201,
      body: { title: "Limit the pool", status: "open", owner: { kind: "person", name: "Lea" } },
    });
    const address = (made.headers.get("location") ?? "").replace("/api/v1", "");
    const shown = await read(address);
    expect(shown).toMatchObject({ status: 200, body: made.body });

    const etag = shown.headers.get("etag") ?? "";
    const edit = { dueOn: null, owner: "" };
    expect((await send("PATCH", address, { key, body: edit })).status).toBe(428);
    const edited = await send("PATCH", address, { key, body: edit, headers: { "If-Match": etag } });
    expect(edited).toMatchObject({
      status: 200,
      body: { title: "Limit the pool", dueOn: null, owner: null },
    });
    const stale = await send("PATCH", address, { key, body: { title: "x" }, headers: { "If-Match": etag } });
    expect(stale).toMatchObject({ status: 412 });

    const moved = await send("PUT", `${address}/status`, {
      key,
      body: { status: "done", evidence: "https://example.org/merge/7" },
      headers: { "If-Match": edited.headers.get("etag") ?? "" },
    });
    expect(moved).toMatchObject({ status: 200, body: { status: "done", closedBy: "Ben" } });
    const removed = await send("DELETE", address, {
      key,
      headers: { "If-Match": moved.headers.get("etag") ?? "" },
    });
    expect(removed).toMatchObject({ status: 204, text: "" });
    expect((await read(address)).status).toBe(404);
  });

  it.each([
    ["an owner of no known form", { title: "x", owner: "Ben" }, "#/owner"],
    ["no wording", { title: " " }, "#/title"],
    ["a date that is none", { title: "x", dueOn: "2026-02-30" }, "#/dueOn"],
    ["a field that does not exist", { title: "x", due: "2026-02-28" }, "#/due"],
  ])("is refused with %s, at the place where it stands", async (_what, body, pointer) => {
    const answer = await send("POST", `/incidents/${scene.incident.ref}/action-items`, { key, body });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  });

  it("of a restricted incident is not found, read or written", async () => {
    const address = `/action-items/${hidden.incident.itemRef}`;
    expect((await read(address)).status).toBe(404);
    expect((await send("DELETE", address, { key, headers: { "If-Match": "*" } })).status).toBe(404);
    const all = await read(`/action-items?incident=${hidden.incident.ref}`);
    expect(all.body).toEqual({ items: [], next: null });
    const admin = await keyOf(scene.omar);
    expect((await send("GET", address, { key: admin })).status).toBe(200);
  });
});

describe("the list of action items", () => {
  it("is narrowed as on the page, and paged without leaving one out", async () => {
    const { ref } = scene.incident;
    for (const title of ["one", "two", "three"])
      await send("POST", `/incidents/${ref}/action-items`, { key, body: { title, dueOn: "2026-01-05" } });
    const seen: string[] = [];
    let cursor = "";
    for (let pages = 0; pages < 10; pages += 1) {
      const page = await read(`/action-items?incident=${ref}&limit=1${cursor && `&cursor=${cursor}`}`);
      const { items, next } = page.body as { items: Item[]; next: string | null };
      seen.push(...items.map(({ title }) => title));
      if (next === null) break;
      cursor = next;
    }
    expect(seen).toEqual(["one", "two", "three", "Watch the pool"]);
    const overdue = await read(`/action-items?incident=${ref}&overdue=true&text=two`);
    expect(overdue.body).toMatchObject({ items: [{ title: "two", incident: { ref } }], next: null });
    expect((await read("/action-items?whose=mine")).body).toMatchObject({ items: [] });
  });

  it.each(["status=finished", "overdue=maybe", "colour=red", "limit=0", "cursor=abc", "text=a&text=b"])(
    "refuses %s",
    async (query) => {
      expect(await read(`/action-items?${query}`)).toMatchObject({ status: 400 });
    },
  );
});
