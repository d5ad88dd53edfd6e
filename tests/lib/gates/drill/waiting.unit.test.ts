import { expect, test } from "vitest";
import { DrillFailure, until } from "@/lib/gates/drill/waiting";

test("looks again until there is something, and gives it, also where it is nought", async () => {
  let looked = 0;
  const found = await until("three looks", 10, async () => (++looked === 3 ? 0 : null));
  expect([found, looked]).toEqual([0, 3]);
});

test("says what did not happen, and within which time", async () => {
  const waiting = until("the warning fires", 0.1, async () => undefined);
  await expect(waiting).rejects.toThrow(DrillFailure);
  await expect(waiting).rejects.toThrow("Within 0.1 s it did not happen that the warning fires.");
});

test("ends with the drill, and with whatever a look throws", async () => {
  const drill = new AbortController();
  const waiting = until("anything", 60, async () => null, drill.signal);
  drill.abort();
  await expect(waiting).rejects.toThrow("aborted");
  const failing = until("anything", 60, () => Promise.reject(new Error("the database is away")));
  await expect(failing).rejects.toThrow("the database is away");
});
