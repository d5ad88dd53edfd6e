import { expect, test } from "vitest";
import {
  heard,
  isToldAlready,
  pictureOf,
  presenceTimes,
  type Stay,
  settled,
} from "@/lib/incidents/presence/rules";
import { mostWhereabouts, type PresenceNotice, presenceNotice } from "@/lib/incidents/presence/schema";
import { seconds } from "../../../support/clock";

const [ferry, gate] = ["00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"];
const [ben, lea] = ["00000000-0000-4000-8000-00000000000b", "00000000-0000-4000-8000-00000000001e"];

const notice = (
  by: string,
  state: PresenceNotice["state"],
  lastsMs: number,
  ...where: [string, string][]
): PresenceNotice => ({ by, state, lastsMs, where });

/** What is known after notices, each so many milliseconds after the beginning. */
const after = (...told: [number, PresenceNotice][]) =>
  told.reduce<Stay[]>((stays, [at, one]) => heard(stays, one, at), []);

const { hereMs, typingMs, typingAgainMs, againMs, lingerMs } = presenceTimes;

test("a person is at an incident as long as some process says so, and counts once however many do", () => {
  const stays = after(
    [0, notice("one", "here", hereMs, [ferry, ben], [gate, lea])],
    [0, notice("two", "here", hereMs, [ferry, ben], [ferry, lea])],
  );
  expect(pictureOf(stays, ferry, 0)).toEqual({ here: [ben, lea], typing: [] });
  expect(pictureOf(stays, gate, 0).here).toEqual([lea]);
  const closedOne = heard(stays, notice("one", "here", 0, [ferry, ben]), 100);
  expect(pictureOf(closedOne, ferry, 100).here).toEqual([ben, lea]);
  const closedBoth = heard(closedOne, notice("two", "here", 0, [ferry, ben]), 200);
  expect(pictureOf(closedBoth, ferry, 200).here).toEqual([lea]);
});

test("those of a process that was killed vanish within 20 seconds; those of others stay", () => {
  let stays = after(
    [0, notice("killed", "here", hereMs, [ferry, ben])],
    [0, notice("alive", "here", hereMs, [ferry, lea])],
  );
  for (let at = againMs; at < seconds(20); at += againMs)
    stays = heard(stays, notice("alive", "here", hereMs, [ferry, lea]), at);
  expect(settled(stays, seconds(17)).gone).toEqual([]);
  const { left, gone } = settled(stays, seconds(19));
  expect(gone.map(({ by, personId }) => [by, personId])).toEqual([["killed", ben]]);
  expect(pictureOf(left, ferry, seconds(19)).here).toEqual([lea]);
});

test("one beat that is lost is no leaving", () => {
  expect(hereMs).toBeGreaterThan(2 * againMs);
  expect(hereMs).toBeLessThanOrEqual(seconds(19));
});

test("a page that is loaded again is not left, one that is closed is after a moment", () => {
  const here = notice("one", "here", hereMs, [ferry, ben]);
  const leaves = notice("one", "here", lingerMs, [ferry, ben]);
  const closed = after([0, here], [1_000, leaves]);
  expect(pictureOf(closed, ferry, 2_000).here).toEqual([ben]);
  expect(pictureOf(closed, ferry, 1_000 + lingerMs).here).toEqual([]);
  const again = heard(closed, here, 2_000);
  expect(pictureOf(again, ferry, 2_000 + lingerMs).here).toEqual([ben]);
});

test("typing ends five seconds after it was told last, or at once, whichever process is told of it", () => {
  const stays = after([0, notice("one", "typing", typingMs, [ferry, ben])]);
  expect(pictureOf(stays, ferry, seconds(5) - 1)).toEqual({ here: [ben], typing: [ben] });
  expect(pictureOf(stays, ferry, seconds(5))).toEqual({ here: [], typing: [] });
  const goesOn = heard(stays, notice("two", "typing", typingMs, [ferry, ben]), 3_000);
  expect(pictureOf(goesOn, ferry, 7_999).typing).toEqual([ben]);
  const sent = heard(goesOn, notice("one", "typing", 0, [ferry, ben]), 4_000);
  expect(pictureOf(sent, ferry, 4_000)).toEqual({ here: [], typing: [] });
});

test("keys that are pressed quickly are one notice in three seconds", () => {
  const where = { incidentId: ferry, personId: ben };
  const stays = after([0, notice("one", "typing", typingMs, [ferry, ben])]);
  expect(isToldAlready(stays, where, typingAgainMs - 1)).toBe(true);
  expect(isToldAlready(stays, where, typingAgainMs)).toBe(false);
  expect(isToldAlready(stays, { ...where, personId: lea }, 0)).toBe(false);
  expect(isToldAlready(stays, { ...where, incidentId: gate }, 0)).toBe(false);
  expect(isToldAlready(after([0, notice("one", "here", hereMs, [ferry, ben])]), where, 0)).toBe(false);
});

test("the largest notice fits into what Postgres passes on, and what is none is not read", () => {
  const where = Array.from({ length: mostWhereabouts }, (): [string, string] => [ferry, ben]);
  const largest = { ...notice(ferry, "typing", 20_000, ...where), asks: true };
  expect(Buffer.byteLength(JSON.stringify(largest))).toBeLessThan(8_000);
  expect(presenceNotice.safeParse(largest).success).toBe(true);
  for (const wrong of [
    null,
    {},
    { ...largest, lastsMs: 3_600_000 },
    { ...largest, lastsMs: -1 },
    { ...largest, state: "angry" },
    { ...largest, where: [[ferry, "everybody"]] },
    { ...largest, where: [...where, [ferry, ben]] },
  ])
    expect(presenceNotice.safeParse(wrong).success).toBe(false);
});
