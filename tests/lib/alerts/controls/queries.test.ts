import { beforeAll, describe, expect, it } from "vitest";
import { watchControl } from "@/lib/alerts/controls/commands";
import {
  countControls,
  listControls,
  listControlsOfSource,
  listWatchers,
  listWatchesOf,
} from "@/lib/alerts/controls/queries";
import type { Context } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { exportControls } from "@/lib/documents/controls/queries";
import { restrictIncident } from "@/lib/incidents/restriction/commands";
import { refusalOf } from "../../../support/outcomes";
import { makeWorld, type World } from "../../../support/world";
import { makePool, makeRule } from "../support";
import { controlled } from "./support";

let world: World;
let broken: string;
let unknown: string;
let holds: [string, string];
let unwatched: string;
let hidden: Awaited<ReturnType<typeof controlled>>;
let pool: Awaited<ReturnType<typeof makePool>>;

const setting = "lock_timeout";

/** A control that a setting or a rule watches, standing like this. */
async function standing(verdict: "broken" | "unknown" | "holds", watchedBy: string, by = world.ben) {
  const control = await controlled(by);
  const { ref, controlId } = control;
  await watchControl(by, { ref, controlId, watchedBy });
  const verified = verdict === "unknown" ? {} : { verifiedAt: by.now, judgedAt: by.now };
  await database().controlWatch.update({
    where: { controlId },
    data: { verdict, ...verified, value: "lock_timeout = off", says: "It waits." },
  });
  return control;
}

beforeAll(async () => {
  world = await makeWorld();
  pool = await makePool();
  const rule = `rule:${(await makeRule()).slug}`;
  const first = await standing("holds", rule);
  unwatched = (await controlled(world.ben)).controlId;
  broken = (await standing("broken", `setting:${pool.name}:${setting}`)).controlId;
  unknown = (await standing("unknown", rule)).controlId;
  holds = [(await standing("holds", rule)).controlId, first.controlId];
  hidden = await standing("broken", `setting:${pool.name}:${setting}`, world.omar);
  await restrictIncident(world.omar, { ref: hidden.ref });
});

const idsOf = async (context: Context, filters: Parameters<typeof listControls>[1] = {}, limit?: number) =>
  (await listControls(context, filters, limit)).controls.map(({ id }) => id);

describe("the list of controls", () => {
  it("has the broken ones first, then those without data, those that hold, and those that nothing watches", async () => {
    expect(await idsOf(world.cleo)).toEqual([broken, unknown, ...holds, unwatched]);
  });

  it.each<[Parameters<typeof listControls>[1], () => string[]]>([
    [{ state: "broken" }, () => [broken]],
    [{ state: "unknown" }, () => [unknown]],
    [{ state: "holds" }, () => holds],
    [{ state: "unwatched" }, () => [unwatched]],
  ])("narrows to %j", async (filters, expected) => {
    expect(await idsOf(world.cleo, filters)).toEqual(expected());
  });

  it("is paged by key across the states, and begins again with a cursor that nobody can read", async () => {
    const seen: string[] = [];
    let after: string | undefined;
    for (let page = 0; page < 5; page++) {
      const { controls, next } = await listControls(world.cleo, { after }, 2);
      seen.push(...controls.map(({ id }) => id));
      if (next === null) break;
      after = next;
    }
    expect(seen).toEqual([broken, unknown, ...holds, unwatched]);
    for (const nonsense of ["x", "broken~x", `fine~${broken}`, "~"])
      expect(await idsOf(world.cleo, { after: nonsense }, 1)).toEqual([broken]);
  });

  it("says what watches a control, where that is, and what was found", async () => {
    const { controls } = await listControls(world.cleo, { state: "broken" });
    expect(controls).toMatchObject([
      {
        watch: {
          ...{ target: { kind: "setting", setting, source: { slug: pool.name } }, verdict: "broken" },
          ...{ href: `/pools/${pool.name}#configuration`, watchedBy: "Ben", value: "lock_timeout = off" },
        },
      },
    ]);
    const [held] = (await listControls(world.cleo, { state: "holds" })).controls;
    expect(held?.watch?.href).toMatch(/^\/alerts\/rules\/rule-/);
  });

  it("leaves as CSV, narrowed like the page", async () => {
    const { fileName, csv } = await exportControls(world.cleo, { state: "broken" });
    expect(fileName).toMatch(/^controls-\d{4}-\d{2}-\d{2}\.csv$/);
    const [head, line, ...rest] = csv.trimEnd().split("\r\n");
    expect(head).toMatch(/^state,since,control,kind/);
    expect(line).toContain(`${setting} of ${pool.name}`);
    expect(rest).toEqual([]);
  });

  it("is for people who signed in", async () => {
    expect(await refusalOf(listControls(world.nobody, {}))).toMatchObject({ code: "unauthenticated" });
  });
});

describe("a restricted incident", () => {
  it("has its controls in no list, count, file or page of those who may not see it", async () => {
    const { cleo, ada, omar } = world;
    for (const outsider of [cleo, ada]) {
      expect(await idsOf(outsider)).not.toContain(hidden.controlId);
      expect(await countControls(outsider)).toEqual({ broken: 1, unknown: 1, holds: 2 });
      expect((await exportControls(outsider, {})).csv).not.toContain(hidden.text);
      expect(await refusalOf(listWatchesOf(outsider, hidden.ref))).toMatchObject({ code: "not_found" });
      const { id } = await database().poolSource.findUniqueOrThrow({ where: { slug: pool.name } });
      const onPool = await listControlsOfSource(outsider, id);
      expect(onPool.map(({ controlId }) => controlId)).toEqual([broken]);
    }
    expect(await idsOf(omar, { state: "broken" })).toEqual([hidden.controlId, broken]);
    expect((await countControls(omar)).broken).toBe(2);
    expect((await listWatchesOf(omar, hidden.ref)).get(hidden.controlId)?.verdict).toBe("broken");
  });
});

describe("what can watch a control", () => {
  it("are the rules in use, and of sources in use the settings that are audited", async () => {
    const archived = await makeRule({ archivedAt: world.ben.now });
    const { sources, rules } = await listWatchers(world.ben);
    expect(sources.find(({ slug }) => slug === pool.name)?.settings).toContain(setting);
    expect(rules.map(({ slug }) => slug)).not.toContain(archived.slug);
    expect(rules.length).toBeGreaterThan(0);
  });
});
