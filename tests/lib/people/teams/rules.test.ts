import { describe, expect, test } from "vitest";
import type { Actor, ActorRole } from "@/lib/core/context";
import { slugFor, whyNotManage } from "@/lib/people/teams/rules";

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

describe("the address of a team", () => {
  test.each([
    ["Platform", [], "platform"],
    ["Data & Reports", [], "data-reports"],
    ["  Größe über Café ", [], "grosse-uber-cafe"],
    ["運用", [], "team"],
    ["Platform", ["platform"], "platform-2"],
    ["Platform", ["platform", "platform-2"], "platform-3"],
    ["---", ["team"], "team-2"],
    ["x".repeat(200), [], "x".repeat(60)],
  ])("of %j beside %j is %s", (name, taken, slug) => {
    expect(slugFor(name, taken)).toBe(slug);
    expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });
});
