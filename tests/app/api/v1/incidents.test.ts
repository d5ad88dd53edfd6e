import { beforeAll, describe, expect, it } from "vitest";
import { setClock } from "@/lib/core/clock";
import { database } from "@/lib/core/database";
import { openApi } from "@/lib/web/api/openapi";
import { operations } from "@/lib/web/api/operations";
import { keyOf, send } from "../../../support/api";
import { beginning } from "../../../support/cast";
import { makeWorld, openScene, restrictedScene, type Scene } from "../../../support/world";

let scene: Scene;
let key: string;
let at: string;

beforeAll(async () => {
  setClock(() => beginning);
  scene = await openScene(await makeWorld());
  key = await keyOf(scene.ben);
  at = `/incidents/${scene.incident.ref}`;
  return () => setClock(null);
});

/** The ETag of what stands at an address now. */
const etagAt = async (path: string) => (await send("GET", path, { key })).headers.get("etag") ?? "";

const matching = async (path: string) => ({ "If-Match": await etagAt(path) });

describe("an incident", () => {
  it("is declared, read and listed", async () => {
    const body = { title: "Bookings are slow", severity: "P2", service: scene.service.slug };
    const made = await send("POST", "/incidents", { key, body });
    expect(made).toMatchObject({ status: 201, body: { title: body.title, status: "triage" } });
    const location = made.headers.get("location") ?? "";
    const read = await send("GET", location.replace("/api/v1", ""), { key });
    expect(read).toMatchObject({ status: 200, body: made.body });
    expect(read.headers.get("etag")).toBe(made.headers.get("etag"));
    const listed = await send("GET", "/incidents?limit=1&status=open", { key });
    expect(listed.body).toMatchObject({ items: [{ title: body.title }] });
  });

  it("is not made in a time zone that nobody knows", async () => {
    const before = await database().incident.count();
    const body = { title: "Bookings are slow", severity: "P2", timeZone: "Europe/Atlantis" };
    const refused = await send("POST", "/incidents", { key, body });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: "#/timeZone" }] } });
    expect(await database().incident.count()).toBe(before);
  });

  it("leaves a trace that names the person and their key", async () => {
    const event = await database().auditEvent.findFirstOrThrow({
      where: { action: "incident.declare", via: "api" },
    });
    expect(event).toMatchObject({ actorId: scene.ben.actor.id, actorName: "Ben (key “deploy bot”)" });
  });

  it("keeps what a PATCH of its header leaves out, and loses what it sets to null", async () => {
    const severity = await send("PATCH", at, { key, body: { severity: "P0" }, headers: await matching(at) });
    expect(severity).toMatchObject({
      status: 200,
      body: { severity: "P0", title: scene.incident.title, service: { slug: scene.service.slug } },
    });
    const headers = { "If-Match": severity.headers.get("etag") ?? "" };
    const none = await send("PATCH", at, { key, body: { service: null }, headers });
    expect(none).toMatchObject({ status: 200, body: { severity: "P0", service: null } });
  });

  it("is acknowledged, moved on, and hidden and shown by a lead", async () => {
    const acknowledged = await send("POST", `${at}/acknowledgement`, { key });
    expect(acknowledged.body).toMatchObject({ durations: { acknowledge: { validity: "ok" } } });
    const moved = await send("PUT", `${at}/status`, {
      key,
      body: { status: "identified", note: "the pool" },
    });
    expect(moved.body).toMatchObject({ status: "identified" });
    const late = await send("PUT", `${at}/status`, { key, body: { status: "resolved", from: "triage" } });
    expect(late.status).toBe(409);
    const lead = await keyOf(scene.lea);
    const hidden = await send("PUT", `${at}/restriction`, { key: lead });
    expect(hidden.body).toMatchObject({ restrictedAt: beginning.toISOString() });
    expect((await send("DELETE", `${at}/restriction`, { key: lead })).body).toMatchObject({
      restrictedAt: null,
    });
    expect((await send("PUT", `${at}/restriction`, { key })).status).toBe(403);
  });

  it("is handed from one commander to another", async () => {
    const place = `${at}/participants/commander`;
    const { lea, ben } = scene;
    expect((await send("PUT", `${place}/${ben.actor.id}`, { key })).status).toBe(200);
    const handed = await send("PUT", `${place}/${lea.actor.id}`, { key });
    expect(handed.body).toMatchObject({
      participants: expect.arrayContaining([
        expect.objectContaining({ role: "commander", person: { id: lea.actor.id, name: "Lea" } }),
      ]),
    });
    expect(await send("DELETE", `${place}/${lea.actor.id}`, { key })).toMatchObject({
      status: 204,
      text: "",
    });
    expect((await send("PUT", `${place}/nobody`, { key })).body).toMatchObject({
      status: 422,
      errors: [{ parameter: "personId" }],
    });
  });

  it("is left by its last participant, who sees it no more", async () => {
    const hidden = await restrictedScene(scene);
    const { ref } = hidden.incident;
    const admin = await keyOf(scene.omar);
    const place = `/incidents/${ref}/participants/participant/${scene.ben.actor.id}`;
    expect((await send("PUT", place, { key: admin })).status).toBe(200);
    expect((await send("GET", `/incidents/${ref}`, { key })).status).toBe(200);
    expect((await send("DELETE", place, { key })).status).toBe(204);
    expect((await send("GET", `/incidents/${ref}`, { key })).status).toBe(404);
  });
});

describe("a restricted incident", () => {
  it("answers whoever takes no part in it just as one that does not exist", async () => {
    const { incident } = await restrictedScene(scene);
    const paths = ["", "/timeline-entries", `/timeline-entries/${incident.entryId}`];
    for (const path of [...paths, "/milestones/detectedAt"]) {
      const hidden = await send("GET", `/incidents/${incident.ref}${path}`, { key });
      const missing = await send("GET", `/incidents/INC-1999-0001${path}`, { key });
      expect(hidden.status).toBe(404);
      const { instance: _, ...told } = hidden.body as Record<string, string>;
      const { instance: __, ...expected } = missing.body as Record<string, string>;
      expect(JSON.stringify(told).replaceAll(incident.ref, "INC-1999-0001")).toBe(JSON.stringify(expected));
    }
    const write = await send("POST", `/incidents/${incident.ref}/timeline-entries`, {
      key,
      body: { text: "let me in" },
    });
    expect(write.status).toBe(404);
    const listed = await send("GET", `/incidents?text=${incident.ref}`, { key });
    expect(listed.body).toMatchObject({ items: [] });
  });

  it("is declared as one by a responder, who takes part in it, and is there for nobody else but admins", async () => {
    const body = { title: "Keys of the pier are gone", severity: "P1", restricted: true };
    const made = await send("POST", "/incidents", { key, body });
    expect(made).toMatchObject({
      status: 201,
      body: { restrictedAt: beginning.toISOString(), participants: [{ person: { name: "Ben" } }] },
    });
    const place = (made.headers.get("location") ?? "").replace("/api/v1", "");
    expect((await send("GET", place, { key })).body).toEqual(made.body);
    const [lead, admin] = [await keyOf(scene.lea), await keyOf(scene.omar)];
    const seen = async (as: string) => ({
      read: (await send("GET", place, { key: as })).status,
      listed: ((await send("GET", "/incidents?text=pier", { key: as })).body as { items: object[] }).items
        .length,
      found: ((await send("GET", "/incidents?search=pier", { key: as })).body as { items: object[] }).items
        .length,
    });
    expect(await seen(lead)).toEqual({ read: 404, listed: 0, found: 0 });
    expect(await seen(admin)).toEqual({ read: 200, listed: 1, found: 1 });
    expect((await send("DELETE", `${place}/restriction`, { key })).status).toBe(403);
  });

  it("is declared by a yes or a no, and the document says so", async () => {
    const body = { title: "Keys of the pier are gone", severity: "P1" };
    const open = await send("POST", "/incidents", { key, body: { ...body, restricted: false } });
    expect(open).toMatchObject({ status: 201, body: { restrictedAt: null } });
    const refused = await send("POST", "/incidents", { key, body: { ...body, restricted: "perhaps" } });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: "#/restricted" }] } });
    const { paths } = openApi(operations) as { paths: Record<string, { post?: object }> };
    expect(paths["/incidents"]?.post).toMatchObject({
      requestBody: {
        content: {
          "application/json": {
            schema: {
              required: ["title", "severity"],
              properties: { restricted: { type: "boolean" } },
            },
          },
        },
      },
    });
  });
});

describe("the timeline", () => {
  it("takes an entry at an ISO instant or as people type it, and corrects, withdraws and restores it", async () => {
    const entries = `${at}/timeline-entries`;
    const iso = "2026-03-02T07:55:00.250Z";
    const added = await send("POST", entries, {
      key,
      body: { text: "restart initiated", at: iso, kind: "action" },
    });
    expect(added).toMatchObject({ status: 201, body: { at: iso, source: "api", version: 1 } });
    const typed = await send("POST", entries, { key, body: { text: "07:56 pods are up" } });
    expect(typed.body).toMatchObject({ at: "2026-03-02T07:56:00.000Z", text: "pods are up" });

    const entry = (added.headers.get("location") ?? "").replace("/api/v1", "");
    const body = { text: "restart begun", reason: "it was only begun" };
    const corrected = await send("PATCH", entry, { key, body, headers: await matching(entry) });
    expect(corrected.body).toMatchObject({
      ...{ text: "restart begun", kind: "action", at: iso, version: 2 },
      revisions: [{ version: 1, text: "restart initiated", reason: body.reason }],
    });
    const withdrawn = await send("PUT", `${entry}/withdrawal`, { key, body: { reason: "wrong incident" } });
    expect(withdrawn.body).toMatchObject({ withdrawnReason: "wrong incident", withdrawnBy: { name: "Ben" } });
    expect((await send("DELETE", `${entry}/withdrawal`, { key })).body).toMatchObject({ withdrawnAt: null });
    const left = await send("PUT", `${entry}/inclusion`, { key, body: { include: "no" } });
    expect(left.body).toMatchObject({ inDocument: false });
    expect((await send("GET", entry, { key })).body).toEqual(left.body);
  });

  it("says at the field what is wrong with a time", async () => {
    const body = { text: "too early", at: "2099-01-01T00:00:00Z" };
    const refused = await send("POST", `${at}/timeline-entries`, { key, body });
    expect(refused.body).toMatchObject({ status: 422, errors: [{ pointer: "#/at" }] });
  });

  it("has no entry of another incident", async () => {
    const other = await openScene(scene);
    const path = `${at}/timeline-entries/${other.incident.entryId}`;
    expect((await send("GET", path, { key })).status).toBe(404);
    expect((await send("GET", `${at}/timeline-entries/not-an-id`, { key })).status).toBe(404);
    expect((await send("PATCH", `${at}/timeline-entries/not-an-id`, { key, body: {} })).status).toBe(404);
  });
});

describe("milestones", () => {
  it("are set, moved only by whoever saw them, and taken away", async () => {
    const place = `${at}/milestones/mitigatedAt`;
    const body = { at: "2026-03-02T07:40:00Z", reason: "errors stopped" };
    expect((await send("GET", place, { key })).status).toBe(404);
    const set = await send("PUT", place, { key, body });
    expect(set).toMatchObject({ status: 200, body: { at: "2026-03-02T07:40:00.000Z", origin: "manual" } });
    const moved = { ...body, at: "~07:41" };
    expect((await send("PUT", place, { key, body: moved })).status).toBe(428);
    const headers = { "If-Match": set.headers.get("etag") ?? "" };
    expect((await send("PUT", place, { key, body: moved, headers })).body).toMatchObject({
      precision: "about",
    });
    expect((await send("PUT", place, { key, body, headers })).status).toBe(412);
    const reason = { reason: "not yet" };
    const cleared = await send("POST", `${place}/removal`, {
      key,
      body: reason,
      headers: await matching(place),
    });
    expect(cleared).toMatchObject({ status: 200, body: { ref: scene.incident.ref } });
    expect((await send("GET", place, { key })).status).toBe(404);
    expect((await send("PUT", `${at}/milestones/lunch`, { key, body })).status).toBe(422);
  });
});
