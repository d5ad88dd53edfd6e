import pg from "pg";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { setClock } from "@/lib/core/clock";
import { database } from "@/lib/core/database";
import { schedule } from "@/lib/worker/schedule";
import { keyOf, send } from "../../../support/api";
import { beginning } from "../../../support/cast";
import { days, later } from "../../../support/clock";
import { makeWorld, openScene, type Scene, unique } from "../../../support/world";

let scene: Scene;
let key: string;
let at: string;

beforeAll(async () => {
  scene = await openScene(await makeWorld());
  key = await keyOf(scene.ben);
  at = `/incidents/${scene.incident.ref}`;
});

beforeEach(() => setClock(() => beginning));
afterEach(() => setClock(null));

const declare = (title: string, name: string, other: { key?: string } = {}) =>
  send("POST", "/incidents", {
    key: other.key ?? key,
    body: { title, severity: "P2" },
    headers: { "Idempotency-Key": name },
  });

const called = (title: string) => database().incident.count({ where: { title } });

describe("a request with an Idempotency-Key", () => {
  it("is answered twice and done once", async () => {
    const title = unique("Once");
    const [first, second] = [await declare(title, "once"), await declare(title, "once")];
    expect(second).toMatchObject({ status: 201, text: first.text });
    for (const name of ["etag", "location"]) expect(second.headers.get(name)).toBe(first.headers.get(name));
    expect([first, second].map(({ headers }) => headers.get("idempotency-replayed"))).toEqual([null, "true"]);
    expect(await called(title)).toBe(1);
  });

  it("is refused when something else is sent with the same one", async () => {
    await declare(unique("Twice"), "twice");
    const other = unique("Twice");
    expect((await declare(other, "twice")).body).toMatchObject({
      status: 409,
      type: expect.stringContaining("idempotency-key-reused"),
    });
    const elsewhere = await send("POST", `${at}/acknowledgement`, {
      key,
      headers: { "Idempotency-Key": "twice" },
    });
    expect(elsewhere.status).toBe(409);
    expect(await called(other)).toBe(0);
  });

  it("is its own, whatever keys other callers choose", async () => {
    const titles = [unique("Mine"), unique("Yours")];
    const made = [
      await declare(titles[0] ?? "", "shared"),
      await declare(titles[1] ?? "", "shared", { key: await keyOf(scene.lea) }),
    ];
    expect(made.map(({ status }) => status)).toEqual([201, 201]);
  });

  it("is done once when it comes many times at once", async () => {
    const title = unique("At once");
    const answers = await Promise.all(Array.from({ length: 8 }, () => declare(title, "at once")));
    expect(await called(title)).toBe(1);
    const [made, waiting] = [201, 409].map((code) => answers.filter(({ status }) => status === code));
    expect([made?.length, (made?.length ?? 0) + (waiting?.length ?? 0)]).toEqual([expect.any(Number), 8]);
    expect(new Set(made?.map(({ text }) => text)).size).toBe(1);
    for (const { headers } of waiting ?? []) expect(headers.get("retry-after")).toBe("1");
    expect(await declare(title, "at once")).toMatchObject({ status: 201, text: made?.[0]?.text });
  });

  it("keeps nothing of a refusal, so that it may be mended and sent again", async () => {
    expect((await declare("", "mended")).status).toBe(422);
    const missing = await send("POST", "/incidents/INC-1999-0001/acknowledgement", {
      key,
      headers: { "Idempotency-Key": "mended" },
    });
    expect(missing.status).toBe(404);
    expect((await declare(unique("Mended"), "mended")).status).toBe(201);
  });

  it("is not done at all when its answer cannot be kept", async () => {
    const owner = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL });
    await owner.connect();
    try {
      await owner.query(
        "alter table idempotent_answer add constraint no_answer check (status is null) not valid",
      );
      const title = unique("Torn");
      const torn = await declare(title, "torn");
      expect(torn).toMatchObject({ status: 500, body: { detail: expect.not.stringContaining("no_answer") } });
      expect(await called(title)).toBe(0);
      await owner.query("alter table idempotent_answer drop constraint no_answer");
      expect((await declare(title, "torn")).status).toBe(201);
      expect(await called(title)).toBe(1);
    } finally {
      await owner.end();
    }
  });

  it.each(["", " ", "x".repeat(256), "schlüssel"])(
    "is refused with one that cannot be kept: %j",
    async (name) => {
      const refused = await declare(unique("Odd"), name);
      expect(refused.body).toMatchObject({ status: 400, errors: [{ header: "Idempotency-Key" }] });
    },
  );

  it("is forgotten after a day", async () => {
    await declare(unique("Old"), "old");
    const turn = schedule.find(({ name }) => name === "api.forget-answers");
    await turn?.run(later(beginning, days(1) - 1));
    const kept = () => database().idempotentAnswer.count({ where: { key: "old" } });
    expect(await kept()).toBe(1);
    await turn?.run(later(beginning, days(1) + 1));
    expect(await kept()).toBe(0);
  });
});

describe("two edits of what both have read", () => {
  it("end with one done and one told that it is stale", async () => {
    const etag = (await send("GET", at, { key })).headers.get("etag") ?? "";
    const titles = [unique("Left"), unique("Right")];
    const answers = await Promise.all(
      titles.map((title) => send("PATCH", at, { key, body: { title }, headers: { "If-Match": etag } })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    const won = titles[answers.findIndex(({ status }) => status === 200)];
    expect((await send("GET", at, { key })).body).toMatchObject({ title: won });
  });

  it("of a service, too", async () => {
    const lead = await keyOf(scene.lea);
    const place = `/services/${scene.service.slug}`;
    const etag = (await send("GET", place, { key: lead })).headers.get("etag") ?? "";
    const answers = await Promise.all(
      ["one", "other"].map((description) =>
        send("PATCH", place, { key: lead, body: { description }, headers: { "If-Match": etag } }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it("of a pool, its source, an alert rule or a health check, too", async () => {
    const admin = await keyOf(scene.omar);
    const make = (path: string, body: object) => send("POST", path, { key: admin, body });
    const source = await make("/pool-sources", {
      ...{ name: unique("Database"), host: "db.example.org", userName: "watch" },
    });
    const sourceSlug = (source.body as { slug: string }).slug;
    const made = [
      source,
      await make("/pools", { name: unique("Bookings"), sourceSlug }),
      await make("/alert-rules", {
        ...{ name: unique("Full"), figure: "utilisation", threshold: 90 },
        ...{ severity: "warning", response: "page" },
      }),
      await make(`/services/${scene.service.slug}/health-checks`, {
        ...{ name: unique("Landing stage"), url: "https://ferries.example.org/health" },
      }),
    ];
    for (const { headers } of made) {
      const place = (headers.get("location") ?? "").replace("/api/v1", "");
      const read = await send("GET", place, { key: admin });
      const sent = { key: admin, headers: { "If-Match": read.headers.get("etag") ?? "" } };
      const answers = await Promise.all(
        [unique("One"), unique("Other")].map((name) => send("PATCH", place, { ...sent, body: { name } })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    }
  });

  it("are refused without saying what was read", async () => {
    for (const path of [at, `${at}/timeline-entries/${scene.incident.entryId}`])
      expect((await send("PATCH", path, { key, body: {} })).body).toMatchObject({
        status: 428,
        errors: [{ header: "If-Match" }],
      });
  });

  it.each(['"nonsense"', "W/*", '""', 'W/"x"'])("are stale with an If-Match of %s", async (etag) => {
    const sent = { key, body: { title: "x" }, headers: { "If-Match": etag } };
    expect((await send("PATCH", at, sent)).status).toBe(412);
  });

  it("may say that any state will do", async () => {
    const title = unique("Any");
    const sent = { key, body: { title }, headers: { "If-Match": "*" } };
    expect((await send("PATCH", at, sent)).body).toMatchObject({ title });
  });
});

describe("what the caller has", () => {
  it("is not sent again while it is the same", async () => {
    const first = await send("GET", at, { key });
    const headers = { "If-None-Match": `"x", ${first.headers.get("etag")}` };
    expect(await send("GET", at, { key, headers })).toMatchObject({ status: 304, text: "" });
    await send("POST", `${at}/timeline-entries`, { key, body: { text: "and then" } });
    await send("PUT", `${at}/status`, { key, body: { status: "monitoring" } });
    expect((await send("GET", at, { key, headers })).status).toBe(200);
  });
});
