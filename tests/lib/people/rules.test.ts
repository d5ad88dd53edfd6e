import { describe, expect, test } from "vitest";
import type { Actor } from "@/lib/core/context";
import { stateOf, whyNotDeactivate, whyNotRole } from "@/lib/people/rules";
import type { Role } from "@/prisma/generated/enums";

const actor = (id: string, role: Actor["role"] = "admin"): Actor => ({ id, name: id, role, via: "web" });
const then = new Date(0);

describe("where a person stands", () => {
  test.each([
    { row: { deactivatedAt: null, passwordHash: "$argon2id$…", identities: [] }, state: "active" },
    { row: { deactivatedAt: null, passwordHash: null, identities: ["by a provider"] }, state: "active" },
    { row: { deactivatedAt: null, passwordHash: null, identities: [] }, state: "invited" },
    { row: { deactivatedAt: then, passwordHash: "$argon2id$…", identities: [] }, state: "deactivated" },
    { row: { deactivatedAt: then, passwordHash: null, identities: ["by a provider"] }, state: "deactivated" },
    { row: { deactivatedAt: then, passwordHash: null, identities: [] }, state: "deactivated" },
  ])("is $state", ({ row, state }) => {
    expect(stateOf(row)).toBe(state);
  });
});

describe("who may be given another role", () => {
  const cases: [string, string, Role, Role, string[], RegExp | null][] = [
    ["another person, any role", "omar", "viewer", "lead", ["omar"], null],
    ["oneself to the same role", "ben", "admin", "admin", ["ben"], null],
    ["not oneself", "ben", "admin", "lead", ["ben", "omar"], /your own role/],
    ["not the last admin", "omar", "admin", "lead", ["ben"], /last admin/],
    ["one of two admins", "omar", "admin", "lead", ["ben", "omar"], null],
  ];
  test.each(cases)("%s", (_name, actorId, role, next, admins, reason) => {
    const found = whyNotRole(actor(actorId), { id: "ben", role }, next, admins);
    if (reason) expect(found).toMatch(reason);
    else expect(found).toBeNull();
  });
});

describe("who may be deactivated", () => {
  test.each([
    ["a person by an admin", "omar", ["omar"], null],
    ["not oneself", "ben", ["omar", "ben"], /yourself/],
    ["not the last admin", "omar", ["ben"], /last admin/],
    ["an admin beside another", "omar", ["ben", "omar"], null],
  ] as const)("%s", (_name, actorId, admins, reason) => {
    const found = whyNotDeactivate(actor(actorId), { id: "ben", role: "admin" }, admins);
    if (reason) expect(found).toMatch(reason);
    else expect(found).toBeNull();
  });

  test("the last admin not even by the system", () => {
    const system: Actor = { id: null, name: "Highwater", role: "system", via: "cli" };
    expect(whyNotDeactivate(system, { id: "ben", role: "admin" }, ["ben"])).toMatch(/last admin/);
  });
});
