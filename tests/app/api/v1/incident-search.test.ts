import { beforeAll, describe, expect, it } from "vitest";
import { setClock } from "@/lib/core/clock";
import { addEntry } from "@/lib/incidents/timeline/commands";
import { keyOf, send } from "../../../support/api";
import { beginning } from "../../../support/cast";
import { later, minutes } from "../../../support/clock";
import { makeWorld, openScene, restrictedScene, type Scene } from "../../../support/world";

let scene: Scene;
let key: string;
let hidden: string;

beforeAll(async () => {
  setClock(() => later(beginning, minutes(60)));
  const world = await makeWorld();
  hidden = (await restrictedScene(world)).incident.ref;
  scene = await openScene(world);
  key = await keyOf(scene.ben);
  for (const ref of [scene.incident.ref, hidden])
    await addEntry(scene.omar, { ref, text: "HikariPool-1 ran dry" });
  return () => setClock(null);
});

const search = async (text: string, rest = "") =>
  send("GET", `/incidents?search=${encodeURIComponent(text)}${rest}`, { key });

describe("searching incidents", () => {
  it("answers with where each says it, what was found apart from the rest", async () => {
    const { status, body } = await search("hikaripool-1");
    expect(status).toBe(200);
    const { items, next } = body as {
      items: { ref: string; hits: object[]; moreHits: number }[];
      next: null;
    };
    expect(next).toBeNull();
    expect(items).toMatchObject([{ ref: scene.incident.ref, moreHits: 0 }]);
    expect(items[0]?.hits).toMatchObject([
      {
        place: "entry",
        at: beginning.toISOString(),
        parts: [
          { text: "HikariPool", found: true },
          { text: "-", found: false },
          { text: "1", found: true },
          { text: " ran dry", found: false },
        ],
      },
    ]);
  });

  it("is narrowed by filters and walked by cursors", async () => {
    expect((await search("hikaripool", "&status=closed")).body).toEqual({ items: [], next: null });
    const first = (await search("bookings or pool", "&limit=1")).body as {
      items: { ref: string }[];
      next: string | null;
    };
    expect(first.items).toHaveLength(1);
    if (first.next !== null)
      expect((await search("bookings or pool", `&limit=1&cursor=${first.next}`)).status).toBe(200);
  });

  it("finds what is restricted for nobody else", async () => {
    expect(JSON.stringify((await search("hikaripool")).body)).not.toContain(hidden);
    expect((await search(hidden)).body).toEqual({ items: [], next: null });
    const admin = await keyOf(scene.omar);
    const { body } = await send("GET", `/incidents?search=${hidden}`, { key: admin });
    expect(body).toMatchObject({ items: [{ ref: hidden }] });
  });

  it.each([
    ["", "There is nothing to look for in that"],
    ["!!!", "There is nothing to look for in that"],
    ["\u0000", "There is nothing to look for in that"],
    ["-pool", "Add a word to search for"],
    ["pool ".repeat(2_000), "Search for at most 200 characters"],
  ])("refuses %j", async (text, says) => {
    const { status, body } = await search(text);
    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: [{ parameter: "search", detail: expect.stringContaining(says) }] });
  });
});
