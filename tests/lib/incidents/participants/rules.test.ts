import { expect, test } from "vitest";
import { mayTakePart, sentenceOfRole } from "@/lib/incidents/participants/rules";
import { builtInRoles, type RoleName } from "@/lib/incidents/roles/rules";

/** A built-in role, or else the team's own of that name. */
const roleCalled = (key: string): RoleName =>
  builtInRoles.find((role) => role.key === key) ?? { key: "database-lead", name: key };

test.each([
  ["responder", null, "commander", true],
  ["viewer", null, "participant", true],
  ["viewer", null, "commander", false],
  ["viewer", null, "scribe", false],
  ["admin", null, "operations", true],
  ["responder", null, "Database lead", true],
  ["viewer", null, "Database lead", false],
  ["responder", new Date(0), "participant", false],
] as const)("a %s, deactivated %s, as %s: %s", (role, deactivatedAt, as, may) => {
  expect(mayTakePart({ name: "Ben", role, deactivatedAt }, roleCalled(as)).may).toBe(may);
});

test.each([
  ["commander", null, "Ada", "Commander: Ada"],
  ["commander", "Ben", "Ada", "Commander handed over from Ben to Ada"],
  ["scribe", "Ben", null, "Ben is no longer scribe"],
  ["participant", null, "Ada", null],
  ["Database lead", "Ben", "Ada", "Database lead handed over from Ben to Ada"],
  ["Database lead", "Ben", null, "Ben is no longer database lead"],
] as const)("%s from %s to %s reads %j", (role, from, to, sentence) => {
  expect(sentenceOfRole(roleCalled(role), from, to)).toBe(sentence);
});
