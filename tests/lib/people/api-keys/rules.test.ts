import { describe, expect, it } from "vitest";
import { scopes } from "@/lib/people/api-keys/labels";
import { keyStateOf, leastRoleFor, scopesInWords, whyNotScope } from "@/lib/people/api-keys/rules";
import { scopesField } from "@/lib/people/api-keys/schema";
import { Role } from "@/prisma/generated/enums";
import { at, days, later } from "../../../support/clock";

describe("scopes", () => {
  it("are for a role as their noun's commands are", () => {
    const readable = scopes.filter((scope) => leastRoleFor(scope) === "viewer");
    const adminsOwn = ["pool-sources:read", "audit:read"];
    expect(readable).toEqual(scopes.filter((scope) => scope.endsWith(":read") && !adminsOwn.includes(scope)));
    expect(scopes.filter((scope) => whyNotScope("responder", scope))).toEqual([
      "services:write",
      "pools:write",
      "pool-sources:read",
      "pool-sources:write",
      "alerts:write",
      "audit:read",
    ]);
    expect(scopes.filter((scope) => whyNotScope("admin", scope))).toEqual([]);
  });

  it.each(Object.values(Role).filter((role) => role !== "admin"))(
    "say which role they want to a %s",
    (role) => {
      expect(whyNotScope(role, "audit:read")).toMatch(/^audit:read wants the role Admin, and /);
    },
  );

  it("are each kept once and in their order, whatever the order in which they are given", () => {
    expect(scopesField.parse(["people:read", "incidents:read", "people:read"])).toEqual([
      "incidents:read",
      "people:read",
    ]);
  });

  it("that are unknown are refused by name, and the known ones told", () => {
    const { error } = scopesField.safeParse(["incidents:delete"]);
    expect(error?.issues[0]?.message).toMatch(
      /^There is no scope incidents:delete\. There are incidents:read, /,
    );
  });

  it.each([[undefined], [[]], ["incidents:read"]])("are refused as %j", (given) => {
    expect(scopesField.safeParse(given).error?.issues[0]?.message).toBe("Choose what the key may do.");
  });

  it("read as a few words", () => {
    expect(scopesInWords(["incidents:read", "incidents:write", "action-items:read"])).toEqual([
      "Incidents: read, write",
      "Action items: read",
    ]);
  });
});

describe("a key", () => {
  const now = at("2026-03-02 09:00 Europe/Berlin");
  it.each([
    ["working", later(now, 1), null],
    ["expired", now, null],
    ["revoked", later(now, days(1)), later(now, -1)],
    ["revoked", later(now, -1), later(now, -2)],
  ] as const)("is %s when it expires at %s and was revoked at %s", (state, expiresAt, revokedAt) => {
    expect(keyStateOf({ expiresAt, revokedAt }, now)).toBe(state);
  });
});
