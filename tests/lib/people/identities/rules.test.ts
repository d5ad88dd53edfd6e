import { describe, expect, test } from "vitest";
import { isAnswerTo, roleFor, whoComes } from "@/lib/people/identities/rules";
import { claimsSchema } from "@/lib/people/identities/schema";
import type { Role } from "@/prisma/generated/enums";

const settings = { groupsClaim: "groups", allowedDomains: [] };
const come = (claims: object, more: Partial<typeof settings> = {}) =>
  whoComes(claimsSchema.parse({ sub: "1", email: "nina@example.org", email_verified: true, ...claims }), {
    ...settings,
    ...more,
  });

describe("who comes from a provider", () => {
  test.each([
    [{ name: "Nina North" }, "Nina North"],
    [{ name: "Nina\nNorth" }, "Nina North"],
    [{ given_name: "Nina", family_name: "North" }, "Nina North"],
    [{ name: "  ", given_name: "Nina" }, "Nina"],
    [{}, "nina"],
    [{ name: "N".repeat(900) }, "N".repeat(200)],
    [{ name: 7 }, "nina"],
  ])("is called by what is told of them: %j", (claims, name) => {
    expect(come(claims)).toMatchObject({ known: true, comer: { name } });
  });

  test.each([
    ["Europe/Berlin", "Europe/Berlin"],
    ["Atlantis/Centre", "UTC"],
    ["+05:45", "UTC"],
    [undefined, "UTC"],
  ])("reads times in the zone %s as %s", (zoneinfo, timeZone) => {
    expect(come({ zoneinfo })).toMatchObject({ comer: { timeZone } });
  });

  test.each([
    [{ groups: ["a", "b"] }, "groups", ["a", "b"]],
    [{ groups: "a" }, "groups", ["a"]],
    [{ groups: ["a", 7, null] }, "groups", ["a"]],
    [{ groups: { a: true } }, "groups", []],
    [{}, "groups", []],
    [{ realm_access: { roles: ["a"] } }, "realm_access.roles", ["a"]],
    [{ "https://id.example.org/groups": ["a"] }, "https://id.example.org/groups", ["a"]],
    [{}, "constructor.name", []],
  ])("is in the groups of %j under %s: %j", (claims, groupsClaim, groups) => {
    expect(come(claims, { groupsClaim })).toMatchObject({ comer: { groups } });
  });

  test("has a verified address also where the provider writes the word", () => {
    expect(come({ email_verified: "true" })).toMatchObject({ known: true });
    expect(come({ email_verified: "false" })).toMatchObject({ known: false });
  });
});

describe("the role of somebody who comes", () => {
  const roles = new Map<string, Role>([
    ["sre", "responder"],
    ["leads", "lead"],
  ]);
  test.each<[string, Role | null, string[], Map<string, Role>, Role | null, Role | null]>([
    ["the highest of their groups", null, ["sre", "leads", "other"], roles, null, "lead"],
    ["of their groups, also less than they had", "admin", ["sre"], roles, null, "responder"],
    ["the default without a mapped group", null, ["other"], roles, "viewer", "viewer"],
    ["the default, also for somebody known", "lead", [], roles, "viewer", "viewer"],
    ["none without group and default", "lead", [], roles, null, null],
    ["theirs where nothing is mapped", "lead", ["sre"], new Map(), "viewer", "lead"],
    ["the default for somebody new where nothing is mapped", null, [], new Map(), "viewer", "viewer"],
    ["none for somebody new where nothing is set", null, [], new Map(), null, null],
  ])("is %s", (_name, has, groups, mapped, defaultRole, expected) => {
    expect(roleFor(has, groups, { roles: mapped, defaultRole })).toBe(expected);
  });
});

describe("a login at the provider", () => {
  const askedAt = new Date("2026-03-02T08:00:00Z");
  const now = new Date("2026-03-02T08:02:00Z");
  const seconds = (time: string) => Date.parse(`2026-03-02T${time}Z`) / 1_000;
  test.each<[string, number | undefined, boolean]>([
    ["after the question answers it", seconds("08:01:00"), true],
    ["a minute before, by a slow clock, answers it", seconds("07:59:00"), true],
    ["earlier does not", seconds("07:58:59"), false],
    ["in a minute, by a fast clock, answers it", seconds("08:03:00"), true],
    ["later does not", seconds("08:03:01"), false],
    ["of which nothing is known does not", undefined, false],
  ])("%s", (_name, authTime, expected) => {
    expect(isAnswerTo(askedAt, authTime, now)).toBe(expected);
  });
});
