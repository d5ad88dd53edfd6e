import { beforeAll, describe, expect, it } from "vitest";
import { setClock } from "@/lib/core/clock";
import { database } from "@/lib/core/database";
import { prefersMarkdown } from "@/lib/web/api/resources/documents";
import { sign } from "../../../lib/reviews/story";
import { keyOf, send } from "../../../support/api";
import { beginning } from "../../../support/cast";
import { makeWorld, openScene, restrictedScene, type Scene } from "../../../support/world";

let scene: Scene;
let hidden: Scene;
let key: string;

beforeAll(async () => {
  setClock(() => beginning);
  const world = await makeWorld();
  [scene, hidden] = [await openScene(world), await restrictedScene(world)];
  key = await keyOf(scene.ben);
  return () => setClock(null);
});

const at = (path: string) => `/incidents/${scene.incident.ref}/document${path}`;
const read = (path: string, headers = {}) => send("GET", at(path), { key, headers });

const sections = ["summary", "impact", "root-cause-analysis", "resolution", "lessons", "prevention"];

const written: Record<string, object> = {
  summary: { summary: "Bookings failed for an hour.", classification: "Internal" },
  impact: {
    user: ["Nobody could book."],
    business: [],
    detection: ["An alert came."],
    usersAffected: { count: 150, precision: "about" },
    customersAffected: null,
    unavailableFrom: "2026-03-02T07:21:00.000Z",
    unavailableTo: "2026-03-02T07:50:00.000Z",
    dataLoss: "none",
    delay: null,
  },
  "root-cause-analysis": {
    whatHappened: "Connections were not returned.",
    rootCauses: [{ title: "No limit", text: "A query ran for ever." }],
    factors: [
      { text: "No alert on waiting", category: "monitoring_gap", positive: false, acceptedRisk: null },
    ],
  },
  resolution: {
    fixes: [{ text: "Restarted the service." }],
    codeChanges: [{ file: "pool.ts", text: "limit", before: "50", after: "200" }],
  },
  lessons: {
    wentWell: [{ text: "The page came at once." }],
    wentWrong: [],
    lucky: [{ text: "It was night." }],
  },
  prevention: { technical: [{ text: "Every query has a limit.", verification: "A test." }], process: [] },
};

describe("a section of the document", () => {
  it.each(sections)("is written whole against what was read, and reads back: %s", async (section) => {
    const before = await read(`/${section}`);
    expect(before.status).toBe(200);
    const etag = before.headers.get("etag") ?? "";
    const body = written[section];
    expect(await send("PUT", at(`/${section}`), { key, body })).toMatchObject({ status: 428 });
    const put = await send("PUT", at(`/${section}`), { key, body, headers: { "If-Match": etag } });
    expect(put).toMatchObject({ status: 200, body });
    const after = await read(`/${section}`);
    expect(after).toMatchObject({ status: 200, body: put.body });
    expect(after.headers.get("etag")).toBe(put.headers.get("etag"));
  });

  it.each(sections)(
    "that is sent back as it was read changes nothing, not even the version: %s",
    async (section) => {
      const version = () => database().incident.findUniqueOrThrow({ where: { id: scene.incident.id } });
      const before = await version();
      const { body, headers } = await read(`/${section}`);
      const same = await send("PUT", at(`/${section}`), {
        key,
        body,
        headers: { "If-Match": headers.get("etag") ?? "" },
      });
      expect(same).toMatchObject({ status: 200, body });
      expect((await version()).documentVersion).toBe(before.documentVersion);
    },
  );

  it("is not overwritten by whoever has not seen the last edit; of two at once one wins", async () => {
    const etag = (await read("/summary")).headers.get("etag") ?? "";
    const put = (summary: string) =>
      send("PUT", at("/summary"), {
        key,
        body: { summary, classification: "Internal" },
        headers: { "If-Match": etag },
      });
    const answers = await Promise.all([put("One."), put("Two."), put("Three.")]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    expect((await put("Four.")).status).toBe(412);
  });

  it("voids the sign-offs that stand", async () => {
    await sign(scene.ben, scene.incident.ref, "prepared");
    expect((await read("")).body).toMatchObject({ state: "in_review" });
    const etag = (await read("/lessons")).headers.get("etag") ?? "";
    await send("PUT", at("/lessons"), {
      key,
      body: { lucky: [{ text: "It was a Sunday." }] },
      headers: { "If-Match": etag },
    });
    expect((await read("")).body).toMatchObject({ state: "draft" });
  });

  it("is refused with rows of another form, at the place where they stand", async () => {
    const etag = (await read("/resolution")).headers.get("etag") ?? "";
    const body = { fixes: [{ text: "x" }, { text: "y".repeat(2_001) }] };
    const answer = await send("PUT", at("/resolution"), { key, body, headers: { "If-Match": etag } });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: "#/fixes/1/text" }] } });
  });
});

describe("the whole document", () => {
  it("holds every section as its own address shows it", async () => {
    const { body } = (await read("")) as { body: Record<string, unknown> };
    expect(body).toMatchObject({ ref: scene.incident.ref, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(body.impact).toEqual((await read("/impact")).body);
    expect(body.rootCauseAnalysis).toEqual((await read("/root-cause-analysis")).body);
    expect(body.actionItems).toMatchObject([{ ref: scene.incident.itemRef }]);
  });

  it("comes as Markdown where that is asked for, and not again when the caller has it", async () => {
    const exported = await read(".md");
    expect(exported.headers.get("content-type")).toBe("text/markdown; charset=utf-8");
    expect(exported.text).toMatch(/^# /);
    const accepted = await read("", { Accept: "text/markdown" });
    expect(accepted.text).toBe(exported.text);
    expect(accepted.headers.get("vary")).toBe("Authorization, Accept");
    const etag = exported.headers.get("etag") ?? "";
    expect(await read(".md", { "If-None-Match": etag })).toMatchObject({ status: 304, text: "" });
    expect((await read("", { Accept: "*/*" })).headers.get("content-type")).toMatch(/json/);
  });

  it("of a restricted incident is not found, in any form", async () => {
    const place = `/incidents/${hidden.incident.ref}/document`;
    for (const path of ["", ".md", ...sections.map((section) => `/${section}`)])
      expect(await send("GET", place + path, { key }), path).toMatchObject({ status: 404 });
    for (const section of sections)
      expect(
        await send("PUT", `${place}/${section}`, {
          key,
          body: written[section],
          headers: { "If-Match": "*" },
        }),
        section,
      ).toMatchObject({ status: 404 });
  });
});

it.each([
  ["text/markdown", true],
  ["application/json, text/markdown;q=0.5", false],
  ["text/markdown;q=0.9, application/json;q=0.8", true],
  ["*/*", false],
  ["text/markdown;q=0", false],
  ["text/markdown;q=high", false],
  ["", false],
])("Accept: %s prefers Markdown: %s", (accept, expected) => {
  expect(prefersMarkdown(accept)).toBe(expected);
});
