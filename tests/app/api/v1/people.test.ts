import { beforeAll, describe, expect, it } from "vitest";
import { setClock } from "@/lib/core/clock";
import { keyOf, send } from "../../../support/api";
import { beginning } from "../../../support/cast";
import { makeWorld, type World } from "../../../support/world";

let world: World;
let key: string;

beforeAll(async () => {
  setClock(() => beginning);
  world = await makeWorld();
  key = await keyOf(world.cleo);
  return () => setClock(null);
});

const read = (path: string) => send("GET", path, { key });

describe("people", () => {
  it("are read as their page shows them, and never with anything that opens an account", async () => {
    const { status, body, text } = await read(`/people/${world.ben.actor.id}`);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { name: "Ben", email: "ben@example.org", role: "responder", state: "active" },
    });
    expect(text).not.toMatch(/argon|hash|password|token|base/i);
  });

  it("are listed by name and narrowed, page by page", async () => {
    const first = await read("/people?limit=4");
    const { items, next } = first.body as { items: { name: string }[]; next: string };
    expect(items.map(({ name }) => name)).toEqual(["Ada", "Ben", "Cleo", "Lea"]);
    const rest = await read(`/people?limit=4&cursor=${next}`);
    expect(rest.body).toMatchObject({ items: [{ name: "Mallory" }, { name: "Omar" }], next: null });
    const gone = await read("/people?state=deactivated");
    expect(gone.body).toMatchObject({ items: [{ name: "Mallory", state: "deactivated" }] });
  });

  it.each(["/people/unknown", "/people/00000000-0000-4000-8000-000000000000"])(
    "are not found at %s",
    async (path) => {
      expect((await read(path)).status).toBe(404);
    },
  );

  it.each(["role=boss", "state=gone", "after=x"])("are not listed with %s", async (query) => {
    expect((await read(`/people?${query}`)).status).toBe(400);
  });
});
