import { afterEach, expect, it } from "vitest";
import { declareIncident } from "@/lib/incidents/commands";
import { changes } from "@/lib/web/live";
import { makeWorld } from "../../support/world";

const listening: AbortController[] = [];
afterEach(() => {
  for (const one of listening.splice(0)) one.abort();
});

function listen() {
  const ending = new AbortController();
  listening.push(ending);
  const stream = changes(ending.signal);
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

it("says to everybody who listens that something has changed, and nothing more", async () => {
  const { ben } = await makeWorld();
  const [one, other] = [listen(), listen()];
  for (const { next } of [one, other]) expect(await next()).toBe("retry: 2000\n\n");
  // How things stand is learned with a first look; what comes after that is a change.
  const declared = (async () => {
    for (let turn = 0; turn < 10; turn++) {
      await declareIncident({ ...ben, now: new Date() }, { title: "Timetable is empty", severity: "P3" });
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  })();
  for (const { next } of [one, other]) expect(await next()).toBe("data: changed\n\n");
  await declared;
});

it("notices what was committed late: touched before something that was there already", async () => {
  const { ben } = await makeWorld();
  await declareIncident({ ...ben, now: new Date() }, { title: "Timetable is empty", severity: "P3" });
  const { next } = listen();
  await next();
  const late = setInterval(
    () =>
      void declareIncident({ ...ben, now: new Date(Date.now() - 5_000) }, { title: "Late", severity: "P3" }),
    400,
  );
  expect(await next()).toBe("data: changed\n\n");
  clearInterval(late);
});

it("ends with the request", async () => {
  const { ending, next } = listen();
  await next();
  ending.abort();
  expect(await next()).toBeNull();
});
