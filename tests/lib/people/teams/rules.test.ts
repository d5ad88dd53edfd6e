import { describe, expect, test } from "vitest";
import type { Actor, ActorRole } from "@/lib/core/context";
import { whyNotManage } from "@/lib/people/teams/rules";

describe("who manages a team", () => {
  const cases: [ActorRole, string[], boolean][] = [
    ["admin", [], true],
    ["system", [], true],
    ["lead", ["me"], true],
    ["approver", ["me"], true],
    ["lead", ["other"], false],
    ["approver", [], false],
    ["responder", ["me"], false],
    ["viewer", ["me"], false],
    ["nobody", ["me"], false],
  ];
  test.each(cases)("%s with members %j: %s", (role, members, may) => {
    const actor: Actor = { id: role === "system" ? null : "me", name: "me", role, via: "web" };
    expect(whyNotManage(actor, members) === null).toBe(may);
  });
});
