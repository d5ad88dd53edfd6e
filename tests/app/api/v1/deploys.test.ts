import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { setClock } from "@/lib/core/clock";
import { database } from "@/lib/core/database";
import { forgetSingleton } from "@/lib/core/singleton";
import { keyOf, send } from "../../../support/api";
import { beginning } from "../../../support/cast";
import { days, hours, later, minutes } from "../../../support/clock";
import { makeWorld, unique, type World } from "../../../support/world";

let world: World;
let key: string;

beforeAll(async () => {
  world = await makeWorld();
  key = await keyOf(world.ben, ["deploys:write", "deploys:read"]);
});

beforeEach(() => setClock(() => beginning));
afterEach(() => {
  setClock(null);
  delete process.env.HIGHWATER_API_RATE_PER_MINUTE;
  forgetSingleton("api-limits");
});

type Shown = { id: string; summary: string; at: string };

const record = (body: object, headers: Record<string, string> = {}) =>
  send("POST", "/deploys", { key, body, headers });
const told = (more: object = {}) => ({
  service: world.service.slug,
  summary: unique("Larger ferries"),
  ...more,
});
const list = async (query: string) =>
  (await send("GET", `/deploys?${query}`, { key })).body as { items: Shown[]; next: string | null };

describe("a deploy that a pipeline tells", () => {
  it("is answered as it is kept, with its address, and remembers the key that brought it", async () => {
    const answer = await record({
      ...told({ summary: "Larger ferries", version: "4.2", source: "the yard", kind: "config" }),
      ...{ environment: world.environment.slug, at: "2026-03-02T08:30:00+01:00" },
      ...{ links: [{ href: "https://yard.example.org/4", text: "Build" }], details: { build: "412" } },
    });
    expect(answer.status).toBe(201);
    const { id } = answer.body as Shown;
    expect(answer.headers.get("location")).toBe(`/api/v1/deploys/${id}`);
    expect(answer.body).toMatchObject({
      ...{ service: { slug: world.service.slug }, environment: { slug: world.environment.slug } },
      ...{ kind: "config", at: "2026-03-02T07:30:00.000Z", summary: "Larger ferries", version: "4.2" },
      ...{ source: "the yard", links: [{ href: "https://yard.example.org/4", text: "Build" }] },
      ...{ details: { build: "412" }, receivedAt: beginning.toISOString() },
    });
    expect((await send("GET", `/deploys/${id}`, { key })).body).toEqual(answer.body);
    const kept = await database().deploy.findUniqueOrThrow({ where: { id }, include: { apiKey: true } });
    expect(kept.apiKey).toMatchObject({ personId: world.ben.actor.id, name: "deploy bot" });
  });

  it("twice is one, with an Idempotency-Key or with nothing but the same words", async () => {
    const before = await database().deploy.count();
    const body = told();
    const answers = [await record(body), await record(body)];
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[1]?.text).toBe(answers[0]?.text);
    const again = { "Idempotency-Key": "run-7" };
    const other = told({ at: "2026-03-02T07:00:00Z" });
    const [first, second] = [await record(other, again), await record(other, again)];
    expect([first.text === second.text, second.headers.get("idempotency-replayed")]).toEqual([true, "true"]);
    expect((await database().deploy.count()) - before).toBe(2);
  });

  it("under a key of another one is a conflict", async () => {
    await record(told({ deduplicationKey: "run 9" }));
    const wrong = await record(told({ deduplicationKey: "run 9" }));
    expect(wrong.body).toMatchObject({ status: 409, errors: [{ pointer: "#/deduplicationKey" }] });
  });

  it.each<[string, object, string, number]>([
    ["of an unknown service", { service: "nowhere" }, "#/service", 422],
    ["in an unknown environment", { environment: "moon" }, "#/environment", 422],
    ["far in the future", { at: "9999-01-01T00:00:00Z" }, "#/at", 422],
    ["of 1970", { at: "1970-01-01T00:00:00Z" }, "#/at", 422],
    ["with a script for a link", { links: [{ href: "javascript:alert(1)" }] }, "#/links/0/href", 422],
    ["without a summary", { summary: "" }, "#/summary", 422],
    ["with a field that there is not", { colour: "blue" }, "#/colour", 422],
  ])("%s is refused at its field", async (_, more, pointer, status) => {
    const answer = await record(told(more));
    expect(answer.body).toMatchObject({ status, errors: [expect.objectContaining({ pointer })] });
  });

  it.each<[string, { body: string; headers?: Record<string, string> }, number]>([
    ["of more than 1 MB", { body: `"${"x".repeat(1_048_576)}"` }, 413],
    ["that is no JSON", { body: "{" }, 400],
    ["that is a list", { body: "[]" }, 422],
    ["of another type", { body: "summary=x", headers: { "Content-Type": "text/plain" } }, 415],
  ])("in a body %s is refused", async (_, sent, status) => {
    expect((await send("POST", "/deploys", { key, ...sent })).status).toBe(status);
  });

  it("wants a key that lives and has the scope", async () => {
    const before = await database().deploy.count();
    const statuses = [];
    const reader = await keyOf(world.ben, ["deploys:read"]);
    for (const one of [undefined, `hw_abcdefgh_${"x".repeat(43)}`, reader])
      statuses.push((await send("POST", "/deploys", { key: one, body: told() })).status);
    setClock(() => later(beginning, days(91)));
    statuses.push((await send("POST", "/deploys", { key, body: told() })).status);
    expect(statuses).toEqual([401, 401, 403, 401]);
    expect(await database().deploy.count()).toBe(before);
  });

  it("too often is told when to come back", async () => {
    process.env.HIGHWATER_API_RATE_PER_MINUTE = "2";
    forgetSingleton("api-limits");
    const answers = [await record(told()), await record(told()), await record(told())];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 429]);
    expect(Number(answers[2]?.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});

describe("the list of deploys", () => {
  it("is read page by page, the latest first, by service, environment and time", async () => {
    const place = await makeWorld();
    const { slug: service } = place.service;
    const at = (ms: number) => later(beginning, ms).toISOString();
    for (let turn = 0; turn < 5; turn += 1)
      await record({
        ...{ service, summary: `Deploy ${turn}`, at: at(-hours(turn)) },
        ...(turn % 2 === 0 ? { environment: place.environment.slug } : {}),
      });
    const said = ({ items }: { items: Shown[] }) => items.map(({ summary }) => summary.at(-1)).join("");
    expect(said(await list(`service=${service}`))).toBe("01234");
    expect(said(await list(`service=${service}&environment=${place.environment.slug}`))).toBe("024");
    // From the first instant on, and before the last.
    const stretch = `from=${at(-hours(3))}&to=${encodeURIComponent(at(-hours(1)).replace("Z", "+00:00"))}`;
    expect(said(await list(`service=${service}&${stretch}`))).toBe("23");
    const pages = [await list(`service=${service}&limit=2`)];
    for (let page = pages[0]; page?.next; page = pages.at(-1))
      pages.push(await list(`service=${service}&limit=2&cursor=${page.next}`));
    expect(pages.map(said)).toEqual(["01", "23", "4"]);
    expect(said(await list("service=nowhere"))).toBe("");
  });

  it("with deploys of the same instant has each once", async () => {
    const { service } = await makeWorld();
    const at = later(beginning, -minutes(1)).toISOString();
    for (let turn = 0; turn < 5; turn += 1) await record({ service: service.slug, summary: `${turn}`, at });
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page = await list(`service=${service.slug}&limit=2${cursor ? `&cursor=${cursor}` : ""}`);
      seen.push(...page.items.map(({ summary }) => summary));
      cursor = page.next;
    }
    expect(seen.sort()).toEqual(["0", "1", "2", "3", "4"]);
  });

  it.each(["from=yesterday", "to=2026-03-02T08:00:00", "colour=blue", "cursor=abc", "limit=0"])(
    "is refused with %s",
    async (query) => expect((await send("GET", `/deploys?${query}`, { key })).status).toBe(400),
  );

  it("is read with a key that reads deploys, and not with one that only tells of them", async () => {
    const [reader, writer] = [
      await keyOf(world.cleo, ["deploys:read"]),
      await keyOf(world.ben, ["deploys:write"]),
    ];
    const asked = async (one: string, path: string) => (await send("GET", path, { key: one })).status;
    expect(await asked(reader, "/deploys")).toBe(200);
    expect(await asked(writer, "/deploys")).toBe(403);
    expect(await asked(reader, "/deploys/nothing")).toBe(404);
    expect(await asked(reader, "/deploys/018f0000-0000-7000-8000-000000000000")).toBe(404);
  });
});
