import { expect, test } from "vitest";
import { countWorking, sentenceOfReach } from "@/lib/incidents/updates/links/rules";
import { at, later, minutes } from "../../../../support/clock";

const now = at("2026-03-02 09:00 Europe/Berlin");
const link = { expiresAt: null, revokedAt: null, showsRestricted: false };
const links = [
  link,
  { ...link, showsRestricted: true },
  { ...link, expiresAt: later(now, minutes(1)) },
  { ...link, expiresAt: now },
  { ...link, revokedAt: now },
];

test("of the links those are counted that open something at that moment", () => {
  expect(countWorking(links, { restrictedAt: null }, now)).toBe(3);
  expect(countWorking(links, { restrictedAt: now }, now)).toBe(1);
  expect(countWorking(links, { restrictedAt: null }, later(now, minutes(1)))).toBe(2);
});

test.each([
  [0, "No link works yet: nobody outside reads it until you make one."],
  [1, "1 link shows it at once."],
  [2, "2 links show it at once."],
])("with %i links that work it says %j", (working, sentence) => {
  expect(sentenceOfReach(working)).toBe(sentence);
});
