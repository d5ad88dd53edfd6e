import { encode } from "next-auth/jwt";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { setClock } from "@/lib/core/clock";
import { database } from "@/lib/core/database";
import { sessionSecret } from "@/lib/core/secrets";
import { forgetSingleton } from "@/lib/core/singleton";
import { createApiKey, revokeApiKey } from "@/lib/people/api-keys/commands";
import { deactivatePerson } from "@/lib/people/commands";
import { failuresPerMinute } from "@/lib/web/api/rate-limit";
import { sessionCookie } from "@/lib/web/auth";
import { keyOf, send } from "../../../support/api";
import { beginning, cast, sessionOf } from "../../../support/cast";
import { days, later } from "../../../support/clock";
import { lastEventId } from "../../../support/outcomes";
import { makeWorld, openScene, type Scene } from "../../../support/world";

let scene: Scene;
let key: string;

const megabyte = 1_048_576;
const declaration = { title: "Bookings are slow", severity: "P2" };

beforeAll(async () => {
  scene = await openScene(await makeWorld());
  key = await keyOf(scene.ben);
});

beforeEach(() => setClock(() => beginning));

afterEach(() => {
  setClock(null);
  delete process.env.HIGHWATER_API_RATE_PER_MINUTE;
  forgetSingleton("api-limits");
});

/** Bytes as they come from the network, and how many were taken. */
function stream(bytes: number) {
  const chunk = new TextEncoder().encode(" ".repeat(65_536));
  const state = { taken: 0 };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (state.taken >= bytes) return controller.close();
        state.taken += chunk.length;
        controller.enqueue(chunk);
      },
    },
    { highWaterMark: 0 },
  );
  return { body, state };
}

describe("whoever asks", () => {
  it.each([
    ["nothing", {}],
    ["another scheme", { Authorization: "Basic b21hcjpwYXNz" }],
    ["an empty key", { Authorization: "Bearer " }],
    ["an unknown key", { Authorization: `Bearer hw_abcdefgh_${"x".repeat(43)}` }],
    ["no key at all", { Authorization: "Bearer 1' or '1'='1" }],
    ["a very long key", { Authorization: `Bearer ${"x".repeat(5_000)}` }],
  ])("is told to bring a key: %s", async (_, headers) => {
    const refused = await send("GET", "/incidents", { headers });
    expect(refused).toMatchObject({ status: 401, body: { status: 401, title: "No valid key" } });
    expect(refused.headers.get("www-authenticate")).toMatch(/^Bearer/);
  });

  it("is not known by the session of a browser, so that no page can ask in somebody's name", async () => {
    const { token } = await sessionOf(scene.omar);
    const sealed = await encode({ token: { sid: token }, secret: sessionSecret() });
    const headers = { Cookie: `${sessionCookie().name}=${sealed}` };
    expect((await send("GET", "/incidents", { headers })).status).toBe(401);
    expect((await send("POST", "/incidents", { headers, body: declaration })).status).toBe(401);
  });

  it("is refused with a key that has expired, was revoked, or belongs to somebody deactivated", async () => {
    const made = await createApiKey(scene.lea, {
      name: "short",
      scopes: ["incidents:read"],
      expiresInDays: 1,
    });
    const asks = () => send("GET", "/incidents", { key: made.token }).then(({ status }) => status);
    expect(await asks()).toBe(200);
    setClock(() => later(beginning, days(2)));
    expect(await asks()).toBe(401);
    setClock(() => beginning);
    await revokeApiKey(scene.lea, { keyId: made.keyId });
    expect(await asks()).toBe(401);
    const cleo = await keyOf(scene.cleo);
    await deactivatePerson(scene.omar, { personId: scene.cleo.actor.id });
    expect((await send("GET", "/incidents", { key: cleo })).status).toBe(401);
    await cast();
  });

  it("does with a key what its scopes say, and never more than its person may", async () => {
    const reader = await keyOf(scene.ben, ["incidents:read"]);
    const refused = await send("POST", "/incidents", { key: reader, body: declaration });
    expect(refused.body).toMatchObject({ status: 403, detail: expect.stringContaining("incidents:write") });
    expect(refused.headers.get("www-authenticate")).toContain('scope="incidents:write"');
    const lead = await keyOf(scene.lea);
    await database().person.update({ where: { id: scene.lea.actor.id }, data: { role: "viewer" } });
    expect((await send("POST", "/incidents", { key: lead, body: declaration })).status).toBe(403);
    await cast();
  });

  it("hears how long to wait after too many requests, and another key is not kept waiting", async () => {
    process.env.HIGHWATER_API_RATE_PER_MINUTE = "3";
    forgetSingleton("api-limits");
    const other = await keyOf(scene.ben);
    const statuses = [];
    for (let turn = 0; turn < 4; turn += 1) statuses.push(await send("GET", "/teams", { key }));
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(statuses[0]?.headers.get("ratelimit-policy")).toBe('"key";q=3;w=60');
    expect(statuses[0]?.headers.get("ratelimit")).toMatch(/^"key";r=2;t=20$/);
    expect(Number(statuses[3]?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await send("GET", "/teams", { key: other })).status).toBe(200);
  });

  it("is slowed down after many attempts without a valid key, and a good key in use from there is not", async () => {
    expect((await send("GET", "/teams", { key })).status).toBe(200);
    const guess = () => send("GET", "/teams", { key: "guess" }).then(({ status }) => status);
    const statuses: number[] = [];
    // While they are made, time gives some back.
    while (statuses.at(-1) !== 429 && statuses.length < 3 * failuresPerMinute) statuses.push(await guess());
    expect(statuses.at(-1)).toBe(429);
    expect(new Set(statuses.slice(0, -1))).toEqual(new Set([401]));
    expect(statuses.length).toBeGreaterThan(failuresPerMinute);
    expect((await send("GET", "/teams", { key })).status).toBe(200);
  });
});

describe("a body", () => {
  it.each([
    ["that is no JSON", "{", 400],
    ["that is half a text", '{"title": "x', 400],
    ["with a key twice and a comma too many", '{"title": "x",}', 400],
    ["that is nested too deeply", `{"title":${"[".repeat(10_000)}${"]".repeat(10_000)}}`, 400],
    ["that is a list", "[]", 422],
    ["that is null", "null", 422],
    ["that is a number", "7", 422],
    ["that is empty", "", 422],
    ["with a field that means nothing", '{"title":"x","severity":"P2","severty":"P1"}', 422],
    ["with a prototype in it", '{"title":"x","severity":"P2","__proto__":{"role":"admin"}}', 422],
    ["with the wrong types", '{"title":{"not":""},"severity":[7]}', 422],
  ])("%s is refused", async (_, body, status) => {
    const before = await database().incident.count();
    expect((await send("POST", "/incidents", { key, body })).body).toMatchObject({ status });
    expect(await database().incident.count()).toBe(before);
  });

  it("that is no UTF-8 is refused", async () => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new Uint8Array([0x22, 0xff, 0xfe, 0x22]));
        controller.close();
      },
    });
    expect((await send("POST", "/incidents", { key, body })).status).toBe(400);
  });

  it("says with a pointer what is wrong with it", async () => {
    const refused = await send("POST", "/incidents", { key, body: { severity: "P9" } });
    expect(refused.body).toMatchObject({
      ...{ status: 422, title: "The input is not valid" },
      type: expect.stringMatching(/\/api\/docs#problem-invalid$/),
      instance: expect.stringMatching(/^urn:uuid:/),
      errors: [
        { pointer: "#/title", detail: "Give the incident a title." },
        { pointer: "#/severity", detail: "Choose a severity." },
      ],
    });
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "json"])(
    "is not read as %s",
    async (type) => {
      const body = JSON.stringify(declaration);
      const refused = await send("POST", "/incidents", { key, body, headers: { "Content-Type": type } });
      expect(refused.body).toMatchObject({ status: 415 });
    },
  );

  it.each(["application/json", "application/json; charset=utf-8", "application/merge-patch+json"])(
    "is read as %s",
    async (type) => {
      const body = JSON.stringify(declaration);
      const made = await send("POST", "/incidents", { key, body, headers: { "Content-Type": type } });
      expect(made.status).toBe(201);
    },
  );

  it("of 11 MB is refused by its length before it is read", async () => {
    const { body, state } = stream(11 * megabyte);
    const headers = { "Content-Length": String(11 * megabyte) };
    expect((await send("POST", "/incidents", { key, body, headers })).body).toMatchObject({ status: 413 });
    expect(state.taken).toBe(0);
  });

  it("of 11 MB that does not say so is refused after its first megabyte", async () => {
    const { body, state } = stream(11 * megabyte);
    expect((await send("POST", "/incidents", { key, body })).body).toMatchObject({ status: 413 });
    expect(state.taken).toBeLessThanOrEqual(1.25 * megabyte);
  });

  it("that was cut short on its way is refused", async () => {
    const body = JSON.stringify(declaration);
    const headers = { "Content-Length": String(body.length + 10) };
    expect((await send("POST", "/incidents", { key, body, headers })).status).toBe(400);
  });

  it("with characters that no database keeps is kept without them", async () => {
    const body = { ...declaration, title: "Bookings \0 are \ud800 slow" };
    const made = await send("POST", "/incidents", { key, body });
    expect(made.body).toMatchObject({ status: "triage", title: "Bookings \ufffd are \ufffd slow" });
  });
});

describe("an address", () => {
  it.each(["/nowhere", "/incidents/INC-1/nothing/here", ""])(
    "that means nothing is a problem: %s",
    async (path) => {
      for (const method of ["GET", "POST", "DELETE"])
        expect((await send(method, path, { key })).body).toMatchObject({ status: 404, title: "Not found" });
    },
  );

  it("says which methods it answers to", async () => {
    const refused = await send("DELETE", "/incidents", { key });
    expect(refused).toMatchObject({ status: 405, body: { status: 405 } });
    const names = "GET, HEAD, OPTIONS, POST";
    expect(refused.headers.get("allow")).toBe(names);
    expect((await send("OPTIONS", "/incidents")).headers.get("allow")).toBe(names);
  });

  it.each(["%00", "%ff", "%E0%A4%A", "%F0%9F%8C%8A", "..%2f..%2fetc", "'%20or%201=1"])(
    "with %s in it names nothing",
    async (part) => {
      for (const path of [
        `/incidents/${part}`,
        `/services/${part}`,
        `/teams/${part}`,
        `/environments/${part}`,
      ])
        expect((await send("GET", path, { key })).status).toBe(404);
      expect((await send("GET", `/incidents/${scene.incident.ref}/milestones/${part}`, { key })).status).toBe(
        404,
      );
    },
  );
});

describe("a refused request", () => {
  it("leaves no trace and no half of a write", async () => {
    const before = await lastEventId();
    const { ref } = scene.incident;
    await send("POST", `/incidents/${ref}/timeline-entries`, { key, body: { text: "25:99" } });
    await send("POST", `/incidents/${ref}/timeline-entries`, { key, body: { text: "x", at: "yesterday" } });
    await send("PUT", `/incidents/${ref}/status`, { key, body: { status: "merged" } });
    await send("POST", "/incidents", { key, body: { ...declaration, service: "nothing" } });
    expect(await database().auditEvent.count({ where: { id: { gt: before }, via: "api" } })).toBe(0);
  });
});
