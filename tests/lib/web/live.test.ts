import { afterEach, beforeEach, expect, it } from "vitest";
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

function listen(known: string | null) {
  const ending = new AbortController();
  listening.push(ending);
  const stream = changes(ending.signal, known);
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
