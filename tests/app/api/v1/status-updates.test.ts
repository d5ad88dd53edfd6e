import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { setClock } from "@/lib/core/clock";
import { database } from "@/lib/core/database";
import { makeStatusLink } from "@/lib/incidents/updates/links/commands";
import { findStatusView } from "@/lib/incidents/updates/links/queries";
import { keyOf, send } from "../../../support/api";
import { beginning } from "../../../support/cast";
import { later, minutes } from "../../../support/clock";
import { makeWorld, openScene, restrictedScene, type Scene } from "../../../support/world";

let scene: Scene;
let key: string;
let reading: string;

beforeAll(async () => {
  scene = await openScene(await makeWorld());
  key = await keyOf(scene.ben, ["incidents:write", "incidents:read"]);
  reading = await keyOf(scene.cleo, ["incidents:read"]);
});
beforeEach(() => setClock(() => beginning));
afterEach(() => setClock(null));

type Shown = { id: string; impact: string; nextUpdateAt: string | null; revisions: { impact: string }[] };

const said = { whatHappened: "Bookings fail", impact: "Nobody can book" };
const at = (more = "") => `/incidents/${scene.incident.ref}/status-updates${more}`;
const write = (more: object = {}, headers: Record<string, string> = {}) =>
  send("POST", at(), { key, body: { ...said, ...more }, headers });

describe("an update for those outside", () => {
  it("is answered as it is kept, with its address, its entry and the time that was promised", async () => {
    const answer = await write({ whatWeDo: "We restart it", nextUpdate: "30" });
    expect(answer.status).toBe(201);
    const { id } = answer.body as Shown;
    expect(answer.headers.get("location")).toBe(`/api/v1${at(`/${id}`)}`);
    expect(answer.body).toMatchObject({
      ...{ ...said, whatWeDo: "We restart it", status: "triage", version: 1, author: { name: "Ben" } },
      ...{ at: beginning.toISOString(), nextUpdateAt: later(beginning, minutes(30)).toISOString() },
      ...{ withdrawnAt: null, revisions: [] },
    });
    const { entryId } = answer.body as { entryId: string };
    const entry = await send("GET", `/incidents/${scene.incident.ref}/timeline-entries/${entryId}`, { key });
    expect(entry.body).toMatchObject({ kind: "communication", source: "system" });
    expect((await send("GET", at(`/${id}`), { key: reading })).body).toEqual(answer.body);
  });

  it("takes an ISO instant for the next one", async () => {
    const nextUpdate = later(beginning, minutes(45)).toISOString();
    expect((await write({ nextUpdate })).body).toMatchObject({ nextUpdateAt: nextUpdate });
  });

  it("sent twice with an Idempotency-Key is one", async () => {
    const before = await database().statusUpdate.count();
    const headers = { "Idempotency-Key": "update-7" };
    const [first, second] = [await write({}, headers), await write({}, headers)];
    expect([first.text === second.text, second.headers.get("idempotency-replayed")]).toEqual([true, "true"]);
    expect((await database().statusUpdate.count()) - before).toBe(1);
  });

  it.each([
    [{ impact: "" }, "#/impact"],
    [{ nextUpdate: "soon" }, "#/nextUpdate"],
    [{ nextUpdate: "2020-01-01T00:00:00Z" }, "#/nextUpdate"],
    [{ audience: "all" }, "#/audience"],
  ])("with %j is refused where it is wrong", async (wrong, pointer) => {
    const refused = await write(wrong);
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  });

  it("is listed page by page, the latest first", async () => {
    await write({ impact: "One" });
    await write({ impact: "Two" });
    const first = (await send("GET", at("?limit=1"), { key: reading })).body as {
      items: Shown[];
      next: string;
    };
    expect(first.items.map(({ impact }) => impact)).toEqual(["Two"]);
    const second = await send("GET", at(`?limit=1&cursor=${encodeURIComponent(first.next)}`), { key });
    expect(second.body).toMatchObject({ items: [{ impact: "One" }] });
  });

  it("is corrected by whoever knows how it stands: other fields stay, what it said before is kept", async () => {
    const made = await write({ nextUpdate: "30" });
    const { id, nextUpdateAt } = made.body as Shown;
    const body = { impact: "Some cannot book", reason: "only some" };
    expect((await send("PATCH", at(`/${id}`), { key, body })).status).toBe(428);
    const headers = { "If-Match": made.headers.get("etag") ?? "" };
    const corrected = await send("PATCH", at(`/${id}`), { key, body, headers });
    expect(corrected).toMatchObject({
      status: 200,
      body: {
        ...{ ...said, impact: "Some cannot book", nextUpdateAt, version: 2 },
        revisions: [{ impact: "Nobody can book", reason: "only some", supersededBy: { name: "Ben" } }],
      },
    });
    expect((await send("PATCH", at(`/${id}`), { key, body, headers })).status).toBe(412);
    const none = { nextUpdate: "", reason: "nothing to promise" };
    const again = { "If-Match": corrected.headers.get("etag") ?? "" };
    expect((await send("PATCH", at(`/${id}`), { key, body: none, headers: again })).body).toMatchObject({
      nextUpdateAt: null,
    });
  });

  it("is withdrawn with a reason, and brought back", async () => {
    const { id } = (await write()).body as Shown;
    const address = at(`/${id}/withdrawal`);
    expect((await send("PUT", address, { key, body: {} })).status).toBe(422);
    const withdrawn = await send("PUT", address, { key, body: { reason: "another service" } });
    expect(withdrawn.body).toMatchObject({ ...said, withdrawnReason: "another service" });
    expect((await send("DELETE", address, { key })).body).toMatchObject({ withdrawnAt: null });
  });

  it("wants a scope to be written, and a person who may see the incident", async () => {
    expect((await send("POST", at(), { key: reading, body: said })).status).toBe(403);
    const hidden = await restrictedScene(scene);
    const address = `/incidents/${hidden.incident.ref}/status-updates`;
    expect((await send("POST", address, { key, body: said })).status).toBe(404);
    expect((await send("GET", address, { key: reading })).status).toBe(404);
  });
});

describe("links for outside", () => {
  const links = (more = "") => `/incidents/${scene.incident.ref}/status-links${more}`;

  it("are listed without what opens them, and revoked; none is made here", async () => {
    const made = await makeStatusLink(scene.ben, { ref: scene.incident.ref, name: "the board" });
    const listed = await send("GET", links(), { key });
    expect(listed.body).toMatchObject({ items: [{ id: made.id, name: "the board", opened: 0 }] });
    expect(listed.text).not.toContain(made.token);
    expect((await send("GET", links(), { key: reading })).status).toBe(403);
    const revoked = await send("DELETE", links(`/${made.id}`), { key });
    expect(revoked.body).toMatchObject({ revokedAt: beginning.toISOString(), revokedBy: { name: "Ben" } });
    expect(await findStatusView(made.token, beginning)).toBeNull();
    expect((await send("POST", links(), { key, body: { name: "the board" } })).status).toBe(405);
  });
});
