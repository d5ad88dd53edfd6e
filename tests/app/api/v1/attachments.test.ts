import { beforeAll, describe, expect, it } from "vitest";
import { setClock } from "@/lib/core/clock";
import { database } from "@/lib/core/database";
import { keyOf, send } from "../../../support/api";
import { beginning } from "../../../support/cast";
import { png } from "../../../support/files";
import { makeWorld, openScene, restrictedScene, type Scene } from "../../../support/world";

type Shown = { id: string; sha256: string; entryId: string | null };

let scene: Scene;
let key: string;
let address: string;
const content = png(64, 48).toString("base64");

beforeAll(async () => {
  setClock(() => beginning);
  scene = await openScene(await makeWorld());
  key = await keyOf(scene.ben);
  address = `/incidents/${scene.incident.ref}`;
  return () => setClock(null);
});

const upload = (body: object = {}, headers = {}) =>
  send("POST", `${address}/attachments`, { key, body: { fileName: "pool.png", content, ...body }, headers });

describe("an attachment", () => {
  it("is uploaded, sent with an entry, listed, and read with its bytes", async () => {
    const made = await upload();
    expect(made).toMatchObject({
      status: 201,
      body: { fileName: "pool.png", type: "png", width: 64, height: 48, lines: null, entryId: null },
    });
    const { id, sha256 } = made.body as Shown;
    const body = { text: "as seen here", attachments: [{ id, description: "The pool at 95 %." }] };
    const entry = await send("POST", `${address}/timeline-entries`, { key, body });
    expect(entry).toMatchObject({
      status: 201,
      body: { attachments: [{ id, sha256, fileName: "pool.png", description: "The pool at 95 %." }] },
    });
    const { id: entryId } = entry.body as { id: string };
    const { items } = (await send("GET", `${address}/attachments`, { key })).body as { items: Shown[] };
    expect(items).toContainEqual(expect.objectContaining({ id, entryId }));
    const read = await send("GET", `${address}/attachments/${id}`, { key });
    expect(read).toMatchObject({ status: 200, body: { id, entryId, content } });
    const again = { "If-None-Match": read.headers.get("etag") ?? "" };
    expect((await send("GET", `${address}/attachments/${id}`, { key, headers: again })).status).toBe(304);
    const document = (await send("GET", `${address}/document`, { key })).body as {
      timeline: { id: string }[];
    };
    expect(document.timeline.find((one) => one.id === entryId)).toMatchObject({
      attachments: [{ id, sha256 }],
    });
  });

  it("sent again with the same Idempotency-Key is answered as before, and is one", async () => {
    const headers = { "Idempotency-Key": "the graph of 14:23" };
    const [first, second] = [await upload({}, headers), await upload({}, headers)];
    expect(second.headers.get("idempotency-replayed")).toBe("true");
    expect(second.text).toBe(first.text);
  });

  it.each([
    [{ content: Buffer.from("no image").toString("base64") }, 422, "#/content"],
    [{ content: "%%%" }, 422, "#/content"],
    [{ content: png(4, 4, 5_000_000).toString("base64") }, 413, "#/content"],
    [{ sha256: "x" }, 422, "#/sha256"],
  ])("that is none, or too large, is refused at its place: %#", async (wrong, status, pointer) => {
    const before = await database().attachment.count();
    expect(await upload(wrong)).toMatchObject({ status, body: { errors: [{ pointer }] } });
    expect(await database().attachment.count()).toBe(before);
  });

  it("beyond what is read at all is refused before it is parsed", async () => {
    expect(await upload({ content: "A".repeat(7_100_000) })).toMatchObject({ status: 413 });
  });

  it("that no entry may have is a conflict, and the entry is not written", async () => {
    const before = await database().timelineEntry.count();
    const body = { text: "as seen here", attachments: [{ id: "018f0000-0000-7000-8000-0000000000ff" }] };
    expect(await send("POST", `${address}/timeline-entries`, { key, body })).toMatchObject({
      status: 409,
      body: { errors: [{ pointer: "#/attachments/0/id" }] },
    });
    expect(await database().timelineEntry.count()).toBe(before);
  });

  it("of a restricted incident is nowhere for those outside", async () => {
    const { incident } = await restrictedScene(scene);
    const body = { fileName: "pool.png", content };
    const omar = await keyOf(scene.omar);
    const made = await send("POST", `/incidents/${incident.ref}/attachments`, { key: omar, body });
    const { id } = made.body as Shown;
    for (const [method, path, sent] of [
      ["GET", "", undefined],
      ["GET", `/${id}`, undefined],
      ["POST", "", body],
    ] as const)
      expect(
        (await send(method, `/incidents/${incident.ref}/attachments${path}`, { key, body: sent })).status,
      ).toBe(404);
    expect((await send("GET", `${address}/attachments/${id}`, { key })).status).toBe(404);
  });
});

describe("an entry of 1 MB", () => {
  it.each([
    ["just below what is read at all", 1_000_000, 422],
    ["above it", 1_048_576, 413],
  ])("%s is refused in words, and nothing is written", async (_what, length, status) => {
    const before = await database().timelineEntry.count();
    const body = { text: "x".repeat(length) };
    const answer = await send("POST", `${address}/timeline-entries`, { key, body });
    expect(answer).toMatchObject({
      status,
      body: { detail: expect.stringMatching(/20,000 characters|bytes are read/) },
    });
    expect(await database().timelineEntry.count()).toBe(before);
  });
});
