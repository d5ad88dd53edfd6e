import { beforeAll, describe, expect, it } from "vitest";
import { database, sql } from "@/lib/core/database";
import { readHistory, stopHistory } from "@/lib/pools/histories/commands";
import { firstSteps, spanOf, stateOfHistory } from "@/lib/pools/histories/rules";
import { addSource } from "@/lib/pools/sources/commands";
import { days, later } from "../../../support/clock";
import { expectOneEvent, refusalOf } from "../../../support/outcomes";
import { makeWorld, unique, type World } from "../../../support/world";
import { asOfNow } from "../collection/watching";
import { historyOf, sourceOf } from "./reading";

let world: World;
let slug: string;

beforeAll(async () => {
  world = await makeWorld();
});

/** A source whose engine nobody asks. */
const sourceNamed = async () => {
  slug = await sourceOf(world.omar, "http://127.0.0.1:9");
  return slug;
};
const lastChange = async () => {
  const { action, changes } = await database().auditEvent.findFirstOrThrow({ orderBy: { id: "desc" } });
  return [action, (changes as { fields: object }[])[0]?.fields];
};

describe("reading a history", () => {
  it("begins with the newest, and leaves one event that says how far back", async () => {
    await sourceNamed();
    await expectOneEvent("pool-source.read-history", world.omar, () =>
      readHistory(world.omar, { slug, days: "30" }),
    );
    expect(await lastChange()).toEqual(["pool-source.read-history", { history: [null, "the last 30 days"] }]);
    const span = spanOf(30, world.omar.now);
    expect(await historyOf(world.omar, slug)).toMatchObject({
      ...{ ...span, readTo: span.until, days: 30, steps: firstSteps, readings: 0, poolIds: [] },
      ...{ begunAt: world.omar.now, finishedAt: null, stoppedAt: null, failedAt: null },
    });
  });

  it("is quiet for the same again, which tries again what waits, and refuses another span", async () => {
    await sourceNamed();
    await readHistory(world.omar, { slug, days: 30 });
    await sql("update pool_history set failure = 'It hangs.', due_at = $1", [later(world.omar.now, days(1))]);
    const before = await lastChange();
    await readHistory(world.omar, { slug, days: 30 });
    expect(await lastChange()).toEqual(before);
    expect((await historyOf(world.omar, slug)).dueAt).toEqual(world.omar.now);
    const { code, message } = await refusalOf(readHistory(world.omar, { slug, days: 90 }));
    expect([code, message]).toEqual([
      "conflict",
      "Its past is being read already. Stop that first, to read another span.",
    ]);
  });

  it("stops once, and goes on where it stopped, or begins anew", async () => {
    await sourceNamed();
    await readHistory(world.omar, { slug, days: 30 });
    const { since, until } = await historyOf(world.omar, slug);
    const readTo = later(until, -days(3));
    await sql("update pool_history set read_to = $1, readings = 7", [readTo]);
    await expectOneEvent("pool-source.stop-history", world.omar, () => stopHistory(world.omar, { slug }));
    expect(stateOfHistory(await historyOf(world.omar, slug))).toBe("stopped");
    const before = await lastChange();
    await stopHistory(world.omar, { slug });
    expect(await lastChange()).toEqual(before);
    const onward = later(world.omar, days(1));
    await readHistory(onward, { slug, days: 30, onward: "yes" });
    expect(await historyOf(world.omar, slug)).toMatchObject({
      since,
      until,
      readTo,
      readings: 7,
      stoppedAt: null,
    });
    await stopHistory(onward, { slug });
    await readHistory(onward, { slug, days: 30 });
    const span = spanOf(30, onward.now);
    expect(await historyOf(world.omar, slug)).toMatchObject({ ...span, readTo: span.until, readings: 0 });
  });

  it("begins anew where another span was read, or all of it", async () => {
    await sourceNamed();
    await readHistory(world.omar, { slug, days: 7 });
    await stopHistory(world.omar, { slug });
    await readHistory(world.omar, { slug, days: 30, onward: "yes" });
    expect(await historyOf(world.omar, slug)).toMatchObject({ days: 30, ...spanOf(30, world.omar.now) });
    await sql("update pool_history set read_to = since, finished_at = $1", [world.omar.now]);
    await readHistory(world.omar, { slug, days: 30, onward: "yes" });
    const { readTo, until } = await historyOf(world.omar, slug);
    expect(readTo).toEqual(until);
  });

  it.each(["", "31", "-7", "1e9", "a year", 7.5])("refuses a span of %j", async (span) => {
    await sourceNamed();
    const { code, fields } = await refusalOf(readHistory(world.omar, { slug, days: span }));
    expect([code, fields]).toEqual(["invalid", { days: "Choose one of the list." }]);
  });

  it("is refused for what does not answer PromQL, and for what is not there", async () => {
    const json = { kind: "json", name: unique("Figures"), url: "http://127.0.0.1:9" };
    const { slug: other } = await addSource(await asOfNow(world.omar), json);
    expect(await refusalOf(readHistory(world.omar, { slug: other, days: 7 }))).toMatchObject({
      code: "conflict",
      message: "Only what answers PromQL can tell of the past.",
    });
    expect((await refusalOf(readHistory(world.omar, { slug: "nowhere", days: 7 }))).code).toBe("not_found");
    expect((await refusalOf(stopHistory(world.omar, { slug: "nowhere" }))).code).toBe("not_found");
  });
});
