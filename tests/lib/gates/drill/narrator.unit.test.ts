import { expect, test } from "vitest";
import { narrator, sinceThen } from "@/lib/gates/drill/narrator";
import { sayPool, sayUsers } from "@/lib/gates/drill/words";

test("tells each thing with the time since the beginning and the clock's, and what was measured below it", () => {
  const times = ["2026-11-26T06:00:00Z", "2026-11-26T06:01:05.400Z"].map((text) => new Date(text));
  const lines: string[] = [];
  const { began, tell } = narrator(
    () => times.shift() ?? new Date(0),
    (line) => lines.push(line),
  );
  const at = tell("The warning fires.", "Pool: 41 of 50.", "Users: 12 wait.");
  expect(began.toISOString()).toBe("2026-11-26T06:00:00.000Z");
  expect(at.toISOString()).toBe("2026-11-26T06:01:05.400Z");
  expect(lines).toEqual([
    " +1:05  06:01:05  The warning fires.",
    "                  Pool: 41 of 50.",
    "                  Users: 12 wait.",
  ]);
});

test.each([
  [0, "+0:00"],
  [59_499, "+0:59"],
  [59_500, "+1:00"],
  [3_600_000, "+60:00"],
  [-5, "+0:00"],
])("%i ms are told as %s", (ms, said) => {
  expect(sinceThen(ms)).toBe(said);
});

test("says what a pool holds, and of what does nothing only where there is any", () => {
  const at = new Date(0);
  const sight = { at, used: 41, max: 50, idleInTransaction: 29, oldestHoldSeconds: 44.2 };
  expect(sayPool(sight)).toBe(
    "Pool:  41 of 50 connections in use, 29 of them idle in a transaction; the oldest is held for 44 s.",
  );
  expect(sayPool({ ...sight, idleInTransaction: 0 })).toBe(
    "Pool:  41 of 50 connections in use; the oldest is held for 44 s.",
  );
});

test("says what users met, and of what went wrong only what did", () => {
  const met = {
    ...{ asked: 700, answered: 612, failed: 0, gaveUp: 0, refused: 0, waiting: 12, usersHit: 0 },
    ...{ ran: 200, mostWaiting: 12 },
  };
  expect(sayUsers({ ...met, p95Ms: null })).toBe("Users: 12 wait; 612 reports came.");
  expect(sayUsers({ ...met, failed: 7, gaveUp: 41, refused: 3, p95Ms: 4_210 })).toBe(
    "Users: 12 wait; 612 reports came, 7 failed, 41 were waited for in vain, 3 found nobody there; lately 95 of 100 took at most 4.2 s.",
  );
});
