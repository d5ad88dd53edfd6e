import { beforeAll, describe, expect, it } from "vitest";
import { setClock } from "@/lib/core/clock";
import { declareIncident } from "@/lib/incidents/commands";
import { keyOf, send } from "../../../support/api";
import { beginning } from "../../../support/cast";
import { later, minutes } from "../../../support/clock";
import { makeWorld, openScene, type Scene } from "../../../support/world";

type Page = { items: { ref: string; title: string }[]; next: string | null };

let scene: Scene;
let key: string;

beforeAll(async () => {
  setClock(() => later(beginning, minutes(60)));
  scene = await openScene(await makeWorld());
  key = await keyOf(scene.ben);
  for (let turn = 1; turn <= 5; turn += 1)
    await declareIncident(later(scene.ben, minutes(turn)), { title: `Number ${turn}`, severity: "P3" });
  return () => setClock(null);
});

const page = async (query: string) => (await send("GET", `/incidents${query}`, { key })).body as Page;

describe("a list", () => {
  it("is walked page by page, each item once, in the order of the page of incidents", async () => {
    const titles: string[] = [];
    let cursor = "";
    for (let turn = 0; turn < 3; turn += 1) {
      const { items, next } = await page(`?severity=P3&limit=2${cursor}`);
      titles.push(...items.map(({ title }) => title));
      cursor = `&cursor=${next}`;
      expect(next === null).toBe(turn === 2);
    }
    expect(titles).toEqual(["Number 5", "Number 4", "Number 3", "Number 2", "Number 1"]);
  });

  it("says in a Link header where it goes on", async () => {
    const first = await send("GET", "/incidents?severity=P3&limit=2", { key });
    const [, path = ""] = /^<\/api\/v1(.*)>; rel="next"$/.exec(first.headers.get("link") ?? "") ?? [];
    expect(((await send("GET", path, { key })).body as Page).items).toMatchObject([
      { title: "Number 3" },
      { title: "Number 2" },
    ]);
  });

  it("is narrowed as on the page", async () => {
    expect((await page("?text=number 4")).items).toMatchObject([{ title: "Number 4" }]);
    const { slug } = scene.service;
    expect((await page(`?service=${slug}&status=open`)).items).toMatchObject([{ ref: scene.incident.ref }]);
    expect((await page("?status=closed")).items).toEqual([]);
    expect((await page("?mode=drill")).items).toEqual([]);
  });

  it.each([
    ["limit=0", "limit"],
    ["limit=-1", "limit"],
    ["limit=101", "limit"],
    ["limit=1.5", "limit"],
    ["limit=all", "limit"],
    ["limit=", "limit"],
    ["limit=1&limit=2", "limit"],
    ["status=unknown", "status"],
    ["severity=P9", "severity"],
    ["serverity=P1", "serverity"],
    [`text=${"x".repeat(201)}`, "text"],
    ["cursor=-1", "cursor"],
    ["cursor=", "cursor"],
    ["cursor=eyJpZCI6MX0", "cursor"],
    [`cursor=${"A".repeat(80)}`, "cursor"],
    ["cursor=%00%ff", "cursor"],
  ])("is refused with %s", async (query, parameter) => {
    const refused = await send("GET", `/incidents?${query}`, { key });
    expect(refused.body).toMatchObject({ status: 400, errors: [{ parameter }] });
  });

  it("takes no cursor of another list, nor one that was changed", async () => {
    const { next } = await page("?limit=1");
    expect(next).not.toBeNull();
    const entries = `/incidents/${scene.incident.ref}/timeline-entries`;
    for (const path of ["/services", "/teams", entries])
      expect((await send("GET", `${path}?cursor=${next}`, { key })).status).toBe(400);
    const last = next?.at(-2) === "A" ? "B" : "A";
    const changed = `${next?.slice(0, -2)}${last}${next?.at(-1)}`;
    expect((await send("GET", `/incidents?cursor=${changed}`, { key })).status).toBe(400);
    const other = await openScene(scene);
    const ofEntries = (await send("GET", `${entries}?limit=1`, { key })).body as Page;
    const elsewhere = `/incidents/${other.incident.ref}/timeline-entries?cursor=${ofEntries.next}`;
    expect((await send("GET", elsewhere, { key })).status).toBe(400);
    expect((await send("GET", `${entries}?cursor=${ofEntries.next}`, { key })).status).toBe(200);
  });

  it("has no parameters of its own on what is read alone or written", async () => {
    const at = `/incidents/${scene.incident.ref}`;
    expect((await send("GET", `${at}?limit=1`, { key })).status).toBe(400);
    expect((await send("POST", `${at}/acknowledgement?force=yes`, { key })).status).toBe(400);
  });
});
