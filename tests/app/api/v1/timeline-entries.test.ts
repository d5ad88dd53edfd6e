import { beforeAll, describe, expect, it } from "vitest";
import { setClock } from "@/lib/core/clock";
import { database } from "@/lib/core/database";
import { addEntry, withdrawEntry } from "@/lib/incidents/timeline/commands";
import { readEntryFilter } from "@/lib/incidents/timeline/filters/rules";
import { listTimeline } from "@/lib/incidents/timeline/queries";
import { keyOf, send } from "../../../support/api";
import { beginning } from "../../../support/cast";
import { later, minutes } from "../../../support/clock";
import { makeWorld, openScene, type Scene } from "../../../support/world";

type Entry = { id: string; kind: string; text: string; source: string };
type Page = { items: Entry[]; next: string | null };

let scene: Scene;
let key: string;
let path: string;

const kinds = ["note", "decision", "finding", "decision"] as const;

beforeAll(async () => {
  setClock(() => later(beginning, minutes(60)));
  scene = await openScene(await makeWorld());
  key = await keyOf(scene.ben, ["incidents:read"]);
  const { ref } = scene.incident;
  path = `/incidents/${ref}/timeline-entries`;
  for (let turn = 0; turn < 12; turn += 1) {
    const by = later(turn % 3 === 0 ? scene.lea : scene.ben, minutes(10 + turn));
    // Two of them are of one moment.
    const at = turn === 6 ? { at: "-1m" } : {};
    await addEntry(by, { ref, text: `Entry ${turn}`, kind: kinds[turn % 4], ...at });
  }
  await database().timelineEntry.updateMany({
    where: { text: { in: ["Entry 3", "Entry 11"] } },
    data: { source: "import", authorId: null, authorName: "Park, On-call" },
  });
  const struck = await database().timelineEntry.findFirstOrThrow({ where: { text: "Entry 5" } });
  await withdrawEntry(scene.ben, { ref, entryId: struck.id, reason: "not ours" });
  return () => setClock(null);
});

const page = async (query: string): Promise<Page> => (await send("GET", `${path}?${query}`, { key })).body;

/** All that a filter leaves, so many a page. */
async function all(query: string, limit: number): Promise<Entry[]> {
  const seen: Entry[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const { items, next }: Page = await page(`limit=${limit}&${query}${cursor && `&cursor=${cursor}`}`);
    expect(items.length, "no page but the only one is empty").toBeGreaterThan(next === null ? -1 : 0);
    seen.push(...items);
    cursor = next;
  }
  return seen;
}

describe("the entries of a timeline", () => {
  it("are narrowed to kinds, to whose they are, and to both", async () => {
    const texts = async (query: string) => (await all(query, 100)).map(({ text }) => text);
    expect(await texts("kind=note")).toEqual(["Entry 8", "Entry 4", "Entry 0"]);
    expect(await texts(`kind=note&kind=note&by=${scene.ben.actor.id}`)).toEqual(["Entry 8", "Entry 4"]);
    expect(await texts("by=name:Park, On-call")).toEqual(["Entry 11", "Entry 3"]);
    expect(await texts("kind=decision&by=import")).toEqual(["Entry 11", "Entry 3"]);
    expect(await texts("kind=page")).toEqual([]);
    expect(await texts("kind=decision")).toContain("Entry 5");
    const people = await all("by=people", 100);
    expect(new Set(people.map(({ source }) => source))).toEqual(new Set(["manual", "import"]));
    expect(await texts("")).toHaveLength(people.length + (await texts("by=system")).length);
  });

  it.each([
    "",
    "kind=decision",
    "kind=decision&kind=note",
    "by=people",
    "by=system",
    "by=import&kind=decision&kind=finding",
    "by=name%3APark%2C+On-call",
  ])("are the same as on the page of the incident, however many a page: %s", async (query) => {
    const asked = new URLSearchParams(query);
    const filter = readEntryFilter({ kind: asked.getAll("kind"), by: asked.getAll("by") });
    const { entries } = await listTimeline(scene.ben, scene.incident.ref, { filter, limit: 100 });
    expect(entries.length).toBeGreaterThan(0);
    for (const limit of [1, 3, 100])
      expect((await all(query, limit)).map(({ id }) => id)).toEqual(entries.map(({ id }) => id));
  });

  it("go on behind the last one of a page, though it is no longer of the kind that is asked for", async () => {
    const { items, next } = await page("kind=finding&limit=1");
    await database().timelineEntry.update({ where: { id: items[0]?.id ?? "" }, data: { kind: "note" } });
    const rest = await page(`kind=finding&limit=1&cursor=${next}`);
    expect([...items, ...rest.items].map(({ text }) => text)).toEqual(["Entry 10", "Entry 6"]);
    await database().timelineEntry.update({ where: { id: items[0]?.id ?? "" }, data: { kind: "finding" } });
  });

  it("keep the filter in the Link to the next page", async () => {
    const first = await send("GET", `${path}?kind=note&kind=decision&by=people&limit=2`, { key });
    const [, link = ""] = /^<\/api\/v1(.*)>; rel="next"$/.exec(first.headers.get("link") ?? "") ?? [];
    expect(new URL(link, "http://x").searchParams.getAll("kind")).toEqual(["note", "decision"]);
    const second: Page = (await send("GET", link, { key })).body;
    expect(second.items.map(({ text }) => text)).toEqual(["Entry 8", "Entry 7"]);
  });

  it.each([
    ["kind=rumour", "kind"],
    ["kind=note&kind=rumour", "kind"],
    ["kind=", "kind"],
    ["kind=note,decision", "kind"],
    ["kind=constructor", "kind"],
    ["by=", "by"],
    ["by=nobody", "by"],
    ["by=name:", "by"],
    [`by=name:${"x".repeat(200)}`, "by"],
    ["by=people&by=alert", "by"],
    ["limit=1&limit=2", "limit"],
    ["kinds=note", "kinds"],
  ])("are refused with %s", async (query, parameter) => {
    const refused = await send("GET", `${path}?${query}`, { key });
    expect(refused.body).toMatchObject({ status: 400, errors: [{ parameter }] });
  });

  it("are described with their filters", async () => {
    const { paths } = (await send("GET", "/openapi.json")).body as {
      paths: Record<string, { get: { parameters: { name: string; schema: object }[] } }>;
    };
    const { parameters } = paths["/incidents/{ref}/timeline-entries"]?.get ?? { parameters: [] };
    const [kind, by] = ["kind", "by"].map((one) => parameters.find(({ name }) => name === one));
    expect(kind?.schema).toMatchObject({
      type: "array",
      items: { enum: expect.arrayContaining(["note", "decision", "alert"]) },
    });
    expect(by?.schema).toMatchObject({
      anyOf: [
        { enum: expect.arrayContaining(["people", "import"]) },
        { format: "uuid" },
        { pattern: expect.stringContaining("name:") },
      ],
    });
  });
});
