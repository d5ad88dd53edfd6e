import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { POST as deliver, GET as read } from "@/app/v2/change/enqueue/route";
import { setClock } from "@/lib/core/clock";
import { database } from "@/lib/core/database";
import { forgetSingleton } from "@/lib/core/singleton";
import { declareIncident } from "@/lib/incidents/commands";
import { createApiKey, revokeApiKey } from "@/lib/people/api-keys/commands";
import { keyOf } from "../../../support/api";
import { beginning } from "../../../support/cast";
import { days, later } from "../../../support/clock";
import { makeWorld, unique, type World } from "../../../support/world";

let world: World;
let key: string;

beforeAll(async () => {
  world = await makeWorld();
  key = await keyOf(world.ben, ["deploys:write"]);
});

beforeEach(() => setClock(() => beginning));
afterEach(() => {
  setClock(null);
  delete process.env.HIGHWATER_API_RATE_PER_MINUTE;
  forgetSingleton("api-limits");
});

type Answer = { status: string; message: string; errors?: string[] };

/** Sends an event, or a text as it is. */
async function send(event: unknown, headers: Record<string, string> = {}) {
  const response = await deliver(
    new Request("http://localhost:3000/v2/change/enqueue", {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body: typeof event === "string" ? event : JSON.stringify(event),
    }),
  );
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer };
}

const event = (payload: object = {}, more: object = {}) => ({
  routing_key: key,
  payload: {
    ...{ summary: unique("Larger ferries"), source: "yard", custom_details: { service: world.service.slug } },
    ...payload,
  },
  ...more,
});

const taken = { status: 202, body: { status: "success", message: "Change event processed" } };

describe("a change event", () => {
  it("as PagerDuty's documentation shows it is a deploy, and answered exactly as there", async () => {
    const summary = unique("Build Success: Increase snapshot create timeout to 30 seconds");
    const answer = await send({
      routing_key: key,
      payload: {
        ...{ summary, timestamp: "2026-03-01T08:42:58.315+0000" },
        source: "acme-build-pipeline-tool-default-i-9999",
        custom_details: { service: world.service.slug, build_state: "passed", build_number: 2 },
      },
      links: [{ href: "https://acme.example.org/build/2", text: "View more details in Acme!" }],
      images: [{ src: "https://acme.example.org/2.png" }],
      client: "Acme",
    });
    expect(answer).toMatchObject(taken);
    expect(answer.body).toEqual(taken.body);
    const deploy = await database().deploy.findFirstOrThrow({
      where: { summary },
      include: { apiKey: true },
    });
    expect(deploy).toMatchObject({
      ...{ at: new Date("2026-03-01T08:42:58.315Z"), source: "acme-build-pipeline-tool-default-i-9999" },
      links: [{ href: "https://acme.example.org/build/2", text: "View more details in Acme!" }],
      details: { build_state: "passed", build_number: "2" },
      apiKey: { name: "deploy bot" },
    });
  });

  it("is of the service that its details name, or of the one that its source is, by slug or name", async () => {
    const { slug, name } = await database().service.findUniqueOrThrow({
      where: { slug: world.service.slug },
    });
    for (const payload of [
      { custom_details: { service: name.toUpperCase() } },
      { source: slug, custom_details: {} },
      { source: name, custom_details: null },
      { source: ` ${slug} `, custom_details: undefined },
    ])
      expect(await send(event(payload))).toMatchObject(taken);
  });

  it("stands on the timeline of the incident that goes on", async () => {
    const place = await makeWorld();
    const { id } = await declareIncident(place.ben, {
      ...{ title: unique("Bookings fail"), severity: "P2", service: place.service.slug },
    });
    await send(event({ summary: "Hotfix", custom_details: { service: place.service.slug, version: "4" } }));
    const entries = await database().timelineEntry.findMany({ where: { incidentId: id, kind: "deploy" } });
    expect(entries).toMatchObject([{ text: "Hotfix (4, yard)", source: "deploy" }]);
  });

  it("that comes again, or many times at once, is one", async () => {
    const one = event({ timestamp: "2026-03-02T07:00:00Z" });
    const answers = [await send(one), ...(await Promise.all([1, 2, 3, 4].map(() => send(one))))];
    for (const answer of answers) expect(answer).toMatchObject(taken);
    expect(await database().deploy.count({ where: { summary: one.payload.summary } })).toBe(1);
  });

  it("is taken with a bearer token in place of a routing key", async () => {
    const { routing_key: _, ...rest } = event();
    expect(await send(rest, { Authorization: `Bearer ${key}` })).toMatchObject(taken);
  });
});

describe("a change event that cannot be taken", () => {
  const invalid = { status: "invalid event", message: "Event object is invalid" };
  const script = [{ href: "javascript:alert(1)", text: "Click" }];

  it.each<[string, () => object, RegExp]>([
    ["no payload", () => event({}, { payload: undefined }), /^payload: payload is an object/],
    ["no summary", () => event({ summary: "" }), /^payload\.summary: Say what/],
    ["a summary of 1,025 characters", () => event({ summary: "x".repeat(1_025) }), /^payload\.summary: Keep/],
    [
      "nothing of a service",
      () => event({ custom_details: {} }),
      /^payload\.custom_details\.service: Name the service here/,
    ],
    [
      "a service that is not there",
      () => event({ custom_details: { service: "nowhere" } }),
      /^payload\.custom_details\.service: There is no service “nowhere”/,
    ],
    [
      "an environment that is not there",
      () => event({ custom_details: { service: world.service.slug, environment: "moon" } }),
      /^payload\.custom_details\.environment: There is no environment/,
    ],
    ["a time that has not come", () => event({ timestamp: "9999-01-01T00:00:00Z" }), /^payload\.timestamp: /],
    ["the year 1970", () => event({ timestamp: "1970-01-01T00:00:00Z" }), /^payload\.timestamp: /],
    ["no time at all for a time", () => event({ timestamp: 17 }), /^payload\.timestamp: Write the time/],
    ["a script for a link", () => event({}, { links: script }), /^links\.0\.href: A link begins/],
    ["details that are a text", () => event({ custom_details: "x" }), /^payload\.custom_details: /],
  ])("says what is wrong: %s", async (_, made, error) => {
    const before = await database().deploy.count();
    const answer = await send(made());
    expect(answer).toMatchObject({ status: 400, body: invalid });
    expect(answer.body.errors).toEqual([expect.stringMatching(error)]);
    expect(await database().deploy.count()).toBe(before);
  });

  it.each<[string, string, Record<string, string>]>([
    ["is no JSON", "{", {}],
    ["is cut short", '{"routing_key": "hw_', {}],
    ["is nothing", "", {}],
    ["says that it is a form", "routing_key=x", { "Content-Type": "application/x-www-form-urlencoded" }],
    ["is nested far too deeply", `${"[".repeat(200)}${"]".repeat(200)}`, {}],
  ])("says so where it %s", async (_, text, headers) => {
    const answer = await send(text, { Authorization: `Bearer ${key}`, ...headers });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toHaveLength(1);
  });

  it("of more than 512 KiB is not read, with its key in front or inside", async () => {
    const large = event({ custom_details: { service: world.service.slug, log: "x".repeat(1_048_576) } });
    for (const headers of [{}, { Authorization: `Bearer ${key}` }]) {
      const answer = await send(large, headers);
      expect([answer.status, answer.body.message]).toEqual([413, "Event object is too large"]);
    }
    const fits = event({ custom_details: { service: world.service.slug, log: "x".repeat(400_000) } });
    expect(await send(fits)).toMatchObject(taken);
  });

  it("with a key that nobody has is an invalid event, as there", async () => {
    const before = await database().deploy.count();
    const revoked = await createApiKey(world.ben, { name: "short", scopes: ["deploys:write"] });
    await revokeApiKey(world.ben, { keyId: revoked.keyId });
    for (const wrong of [
      undefined,
      null,
      7,
      "",
      "a".repeat(32),
      `hw_abcdefgh_${"x".repeat(43)}`,
      revoked.token,
    ]) {
      const answer = await send(event({}, { routing_key: wrong }));
      expect(answer).toMatchObject({ status: 400, body: invalid });
      expect(answer.body.errors).toEqual([expect.stringMatching(/^routing_key: /)]);
    }
    setClock(() => later(beginning, days(91)));
    expect(await send(event())).toMatchObject({ status: 400, body: invalid });
    expect(await database().deploy.count()).toBe(before);
  });

  it("with a key that may not tell of deploys is forbidden", async () => {
    const other = await keyOf(world.ben, ["services:read", "metrics:write"]);
    const answer = await send(event({}, { routing_key: other }));
    expect([answer.status, answer.body.errors]).toEqual([
      403,
      ["This wants the scope deploys:write, which this key has not."],
    ]);
    const lea = await keyOf(world.lea, ["deploys:write"]);
    await database().person.update({ where: { id: world.lea.actor.id }, data: { role: "viewer" } });
    expect((await send(event({}, { routing_key: lea }))).status).toBe(403);
    await database().person.update({ where: { id: world.lea.actor.id }, data: { role: "lead" } });
  });

  it("too often is told when to come back", async () => {
    process.env.HIGHWATER_API_RATE_PER_MINUTE = "2";
    forgetSingleton("api-limits");
    const answers = [await send(event()), await send(event()), await send(event())];
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 429]);
    expect(answers[2]?.body.status).toBe("throttle exceeded");
    expect(Number(answers[2]?.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  it("is only posted", async () => {
    const answer = await read(new Request("http://localhost:3000/v2/change/enqueue"));
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "OPTIONS, POST"]);
  });
});
