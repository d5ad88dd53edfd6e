import { expect, test } from "vitest";
import {
  builtInRole,
  builtInRoles,
  isPlain,
  isTakenByBuiltIn,
  roleNameOf,
} from "@/lib/incidents/roles/rules";

test("built-in roles are known in any case, and nothing else is", () => {
  expect(builtInRole("Commander")).toBe("commander");
  expect(builtInRole("participant")).toBe("participant");
  for (const key of ["database-lead", "", "constructor", "toString"]) expect(builtInRole(key)).toBeNull();
});

test("no role of the team's own is called like a built-in one", () => {
  expect(isTakenByBuiltIn("SCRIBE")).toBe(true);
  expect(isTakenByBuiltIn("Communications")).toBe(true);
  expect(isTakenByBuiltIn("Database lead")).toBe(false);
});

test("a participant with a role of the team's own is called by it", () => {
  const customRole = { slug: "database-lead", name: "Database lead" };
  const own = roleNameOf({ role: "participant", customRole });
  expect(own).toEqual({ key: "database-lead", name: "Database lead" });
  expect(isPlain(own)).toBe(false);
  const plain = roleNameOf({ role: "participant", customRole: null });
  expect(plain).toEqual({ key: "participant", name: "Participant" });
  expect(isPlain(plain)).toBe(true);
  expect(builtInRoles.at(-1)).toEqual(plain);
});
