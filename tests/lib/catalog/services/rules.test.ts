import { expect, test } from "vitest";
import { mayManageService } from "@/lib/catalog/services/rules";

test.each([
  ["admin", "owners", [], true],
  ["system", "owners", [], true],
  ["lead", "owners", ["owners"], true],
  ["approver", "owners", ["owners", "others"], true],
  ["lead", "owners", ["others"], false],
  ["lead", null, [], true],
  ["responder", "owners", ["owners"], false],
  ["responder", null, [], false],
  ["nobody", null, [], false],
] as const)("a %s manages what %s owns, being in %j: %s", (role, owner, teams, may) => {
  expect(mayManageService({ role }, owner, teams)).toBe(may);
});
