import { expect, test } from "vitest";
import { mayTakePart, sentenceOfRole } from "@/lib/incidents/participants/rules";

test.each([
  ["responder", null, "commander", true],
  ["viewer", null, "participant", true],
  ["viewer", null, "commander", false],
  ["viewer", null, "scribe", false],
  ["admin", null, "operations", true],
  ["responder", new Date(0), "participant", false],
] as const)("a %s, deactivated %s, as %s: %s", (role, deactivatedAt, as, may) => {
  expect(mayTakePart({ name: "Ben", role, deactivatedAt }, as).may).toBe(may);
});

test.each([
  ["commander", null, "Ada", "Commander: Ada"],
  ["commander", "Ben", "Ada", "Commander handed over from Ben to Ada"],
  ["scribe", "Ben", null, "Ben is no longer scribe"],
  ["participant", null, "Ada", null],
] as const)("%s from %s to %s reads %j", (role, from, to, sentence) => {
  expect(sentenceOfRole(role, from, to)).toBe(sentence);
});
