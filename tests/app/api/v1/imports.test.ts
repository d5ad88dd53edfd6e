import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { setClock } from "@/lib/core/clock";
import { keyOf, send } from "../../../support/api";
import { beginning } from "../../../support/cast";
import { makeWorld, openScene, report, type Scene } from "../../../support/world";

type Preview = { id: string; existing: { ref: string; base: string; differing: string[] } | null };

let scene: Scene;
let key: string;

beforeAll(async () => {
  setClock(() => beginning);
  scene = await openScene(await makeWorld());
  key = await keyOf(scene.ben);
  return () => setClock(null);
});

const markdown = { "Content-Type": "text/markdown" };
const upload = async (source: string) =>
  (await send("POST", "/imports", { key, body: source, headers: markdown })).body as Preview;
const apply = (id: string, body: object = {}) => send("POST", `/imports/${id}/application`, { key, body });

describe("an import", () => {
  it("is uploaded as Markdown, looked at, and made an incident of, once", async () => {
    const source = readFileSync("tests/support/founding-incident.md", "utf8");
    const made = await send("POST", "/imports", { key, body: source, headers: markdown });
    expect(made).toMatchObject({
      status: 201,
      body: { fileName: "document.md", obstacles: [], existing: null, appliedTo: null },
    });
    const address = (made.headers.get("location") ?? "").replace("/api/v1", "");
    expect(await send("GET", address, { key })).toMatchObject({ status: 200, body: made.body });
    const { id } = made.body as Preview;
    const applied = await apply(id);
    expect(applied).toMatchObject({ status: 200, body: { ref: expect.stringMatching(/^INC-2025-/) } });
    expect((await apply(id)).body).toEqual(applied.body);
    const { ref } = applied.body as { ref: string };
    expect((await send("GET", `/incidents/${ref}/document`, { key })).body).toMatchObject({
      foreignRef: "INC-2025-1015",
    });
    expect((await send("GET", address, { key })).body).toMatchObject({ appliedTo: { ref } });
  });

  it("is uploaded as JSON too, and dropped", async () => {
    const made = await send("POST", "/imports", { key, body: { ...report(), fileName: "night.md" } });
    expect(made).toMatchObject({ status: 201, body: { fileName: "night.md" } });
    const { id } = made.body as Preview;
    expect((await send("DELETE", `/imports/${id}`, { key })).status).toBe(204);
    expect((await send("GET", `/imports/${id}`, { key })).status).toBe(404);
  });

  it("takes parts over into the incident that it speaks of, unless that changed since it was looked at", async () => {
    const address = `/incidents/${scene.incident.ref}/document`;
    const exported = (await send("GET", `${address}.md`, { key })).text;
    const edited = exported.replace("Bookings failed.", "Bookings failed for an hour.");
    const { id, existing } = await upload(edited);
    expect(existing).toMatchObject({ ref: scene.incident.ref, differing: ["summary"] });
    expect(await apply(id, { parts: ["summary"] })).toMatchObject({ status: 409 });

    const etag = (await send("GET", `${address}/lessons`, { key })).headers.get("etag") ?? "";
    await send("PUT", `${address}/lessons`, {
      key,
      body: { lucky: [{ text: "It was night." }] },
      headers: { "If-Match": etag },
    });
    const late = await apply(id, { parts: ["summary"], base: existing?.base });
    expect(late).toMatchObject({ status: 409, body: { detail: expect.stringMatching(/changed since/) } });

    const again = (await send("GET", `/imports/${id}`, { key })).body as Preview;
    const applied = await apply(id, { parts: ["summary"], base: again.existing?.base });
    expect(applied).toMatchObject({ status: 200, body: { ref: scene.incident.ref } });
    expect((await send("GET", address, { key })).body).toMatchObject({
      summary: "Bookings failed for an hour.",
      lessons: { lucky: [{ text: "It was night." }] },
    });
  });

  it("is nobody else's to see or to apply", async () => {
    const { id } = await upload(report().source);
    const other = await keyOf(scene.lea);
    expect((await send("GET", `/imports/${id}`, { key: other })).status).toBe(404);
    expect((await send("POST", `/imports/${id}/application`, { key: other, body: {} })).status).toBe(404);
    expect((await send("DELETE", `/imports/${id}`, { key: other })).status).toBe(404);
  });

  it.each([
    ["no document", "just words", 422],
    ["nothing", " ", 422],
    ["a zero character", "# Title\n\u0000", 201],
  ])("of %s is answered %s with %i", async (_what, source, status) => {
    expect((await send("POST", "/imports", { key, body: source, headers: markdown })).status).toBe(status);
  });

  it("is refused when too large, of another type, or no text", async () => {
    const post = (body: unknown, headers: Record<string, string>) =>
      send("POST", "/imports", { key, body, headers });
    expect((await post(`# T\n\n${"x".repeat(2_100_000)}`, markdown)).status).toBe(413);
    expect((await post(`# T\n\n${"x".repeat(11_000_000)}`, markdown)).status).toBe(413);
    expect((await post("<p>", { "Content-Type": "text/html" })).status).toBe(415);
    const bytes = new Blob([new Uint8Array([35, 32, 0xff, 0xfe])]).stream();
    expect((await post(bytes, markdown)).status).toBe(400);
  });
});
