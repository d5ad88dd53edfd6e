import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { sql } from "@/lib/core/database";
import { declareIncident } from "@/lib/incidents/commands";
import { addEntry } from "@/lib/incidents/timeline/commands";
import { changeMark, changes } from "@/lib/web/live";
import { later, seconds } from "../../support/clock";
import { makeWorld, type World } from "../../support/world";

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});

const listening: AbortController[] = [];
afterEach(() => {
  for (const one of listening.splice(0)) one.abort();
});

function listen(known: string | null, open = changes) {
  const ending = new AbortController();
  listening.push(ending);
  const stream = open(ending.signal, known);
  if (!stream) throw new Error("nobody may listen");
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  return {
    ending,
    async next() {
      const { value, done } = await reader.read();
      return done ? null : decoder.decode(value);
    },
  };
}

const begun = "retry: 2000\n\n";
const declare = (now = new Date()) =>
  declareIncident({ ...world.ben, now }, { title: "Timetable is empty", severity: "P3" });

it("says to everybody who listens that something has changed, and nothing more", async () => {
  const mark = await changeMark();
  const [one, other] = [listen(mark), listen(mark)];
  for (const { next } of [one, other]) expect(await next()).toBe(begun);
  await declare();
  const after = await changeMark();
  for (const { next } of [one, other]) expect(await next()).toBe(`id: ${after}\ndata: changed\n\n`);
});

it("says what changed after the page was made and before it listened, or while it was cut off", async () => {
  const mark = await changeMark();
  await declare();
  const { next } = listen(mark);
  await next();
  expect(await next()).toBe(`id: ${await changeMark()}\ndata: changed\n\n`);
});

it("tells who knows nothing yet how things stand, without calling that a change", async () => {
  const { next } = listen(null);
  await next();
  expect(await next()).toBe(`id: ${await changeMark()}\n\n`);
});

it("notices a second change of the same millisecond", async () => {
  const now = new Date();
  const { ref } = await declare(now);
  const { next } = listen(await changeMark());
  await next();
  await addEntry({ ...world.ben, now }, { ref, text: "the timetable is printed" });
  expect(await next()).toBe(`id: ${await changeMark()}\ndata: changed\n\n`);
});

it("notices what was committed late: touched before something that was there already", async () => {
  await declare();
  const mark = await changeMark();
  const { next } = listen(mark);
  await next();
  await declare(later(new Date(), -seconds(5)));
  expect(await next()).toContain("data: changed");
});

it("ends with the request", async () => {
  const { ending, next } = listen(await changeMark());
  await next();
  ending.abort();
  expect(await next()).toBeNull();
});

/** The connections to this file's database, which this process alone uses, that listen; whatever they call themselves. */
const ears = async () =>
  (
    await sql<{ pid: number }>(
      "select pid from pg_stat_activity where datname = current_database() and query ~* '^ *listen'",
    )
  ).map(({ pid }) => pid);

it("listens to the database over one connection, however many pages are open and however often it was loaded", async () => {
  await expect.poll(ears, { timeout: 10_000 }).toHaveLength(0);
  const mark = await changeMark();
  const pages = Array.from({ length: 20 }, () => listen(mark));
  await expect.poll(ears, { timeout: 10_000 }).toHaveLength(1);
  const [ear] = await ears();
  // As Next does for pages, for route handlers and for the server around them.
  vi.resetModules();
  const { changes: again } = await import("@/lib/web/live");
  expect(again).not.toBe(changes);
  pages.push(...Array.from({ length: 20 }, () => listen(mark, again)));
  for (const { next } of pages) expect(await next()).toBe(begun);
  await declare();
  // What everybody heard was heard over the connection that stood before.
  for (const { next } of pages) expect(await next()).toContain("data: changed");
  expect(await ears()).toEqual([ear]);
  for (const { ending } of pages.slice(1)) ending.abort();
  expect(await ears()).toEqual([ear]);
  pages[0]?.ending.abort();
  await expect.poll(ears, { timeout: 10_000 }).toHaveLength(0);
});
