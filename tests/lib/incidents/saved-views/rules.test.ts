import { describe, expect, test } from "vitest";
import { listQueryIn } from "@/lib/incidents/lists/query";
import { canonicalQuery } from "@/lib/incidents/lists/rules";
import { mayChangeView, maySaveFor } from "@/lib/incidents/saved-views/rules";
import { renameViewInput, saveViewInput } from "@/lib/incidents/saved-views/schema";
import type { Role } from "@/prisma/generated/enums";

describe("filters have one address", () => {
  test.each([
    ["", ""],
    ["status=open", ""],
    ["status=all&severity=P1", "status=all&severity=P1"],
    ["severity=P1&status=all", "status=all&severity=P1"],
    ["severity=P9&status=unheard-of&colour=red", ""],
    ["severity=P1&severity=P2", "severity=P1"],
    ["before=abc&after=def&page=3&mode=drill", "mode=drill"],
    ["text=pool", "search=pool"],
    ["status=all&search=pool", "search=pool"],
    ["status=open&search=pool", "search=pool&status=open"],
    ["search=++", ""],
    ["search=+HikariPool-1++&service=reports", "search=HikariPool-1&service=reports"],
    ["search=%3Cscript%3E", "search=%3Cscript%3E"],
    ["lane=severity&range=7d", ""],
    ["view=lanes", "view=lanes"],
    [
      "view=lanes&lane=severity&range=7d&until=2026-03-01",
      "view=lanes&lane=severity&range=7d&until=2026-03-01",
    ],
    ["view=lanes&lane=colour&range=9d&until=yesterday", "view=lanes"],
    ["view=table", ""],
  ])("%j is written %j", (given, expected) => {
    const query = canonicalQuery(listQueryIn(Object.fromEntries([...new URLSearchParams(given)].reverse())));
    expect(query).toBe(expected);
    expect(canonicalQuery(listQueryIn(Object.fromEntries(new URLSearchParams(query))))).toBe(expected);
  });
});

describe("who saves for whom", () => {
  const team = { audience: "team", teamId: "t1" } as const;
  test.each<[Role, Parameters<typeof maySaveFor>[0], string[], boolean]>([
    ["viewer", { audience: "me", teamId: null }, [], true],
    ["viewer", team, ["t1"], true],
    ["viewer", team, ["t2"], false],
    ["admin", team, [], false],
    ["viewer", { audience: "everyone", teamId: null }, [], false],
    ["responder", { audience: "everyone", teamId: null }, [], true],
  ])("a %s for %j, in teams %j: %s", (role, seenBy, teams, expected) =>
    expect(maySaveFor(seenBy, { role }, teams).may).toBe(expected),
  );
});

describe("who changes a view", () => {
  test.each<[Role, string, "me" | "team" | "everyone", boolean]>([
    ["viewer", "maker", "me", true],
    ["viewer", "maker", "everyone", true],
    ["responder", "another", "everyone", false],
    ["responder", "another", "team", false],
    ["lead", "another", "team", true],
    ["admin", "another", "everyone", true],
    ["admin", "another", "me", false],
  ])("a %s, who is the %s, of one for %s: %s", (role, id, audience, expected) =>
    expect(mayChangeView({ audience, makerId: "maker" }, { role, id }).may).toBe(expected),
  );
});

describe("what a view may be", () => {
  const view = { name: "Grave ones", query: "severity=P0", seenBy: "me" };
  test.each<[Record<string, unknown>, string]>([
    [{ name: " " }, "Give the view a name."],
    [{ name: "x".repeat(61) }, "Keep it under 60 characters."],
    [{ query: "" }, "Narrow the list first: a view without filters is the list itself."],
    [{ query: "severity=P9" }, "Narrow the list first: a view without filters is the list itself."],
    [{ query: `search=${"x".repeat(2_000)}` }, "These filters are too long to be saved."],
    [{ query: undefined }, "Narrow the list first: a view without filters is the list itself."],
    [{ seenBy: "nobody" }, "Choose who sees it."],
    [{ seenBy: "team:harbour" }, "Choose who sees it."],
    [{ seenBy: undefined }, "Choose who sees it."],
  ])("with %j it is refused", (change, message) =>
    expect(saveViewInput.safeParse({ ...view, ...change }).error?.issues[0]?.message).toBe(message),
  );

  test("is kept in its one form, and renamed without touching its filters", () => {
    expect(saveViewInput.parse({ ...view, name: " Grave\n ones ", query: "severity=P0&status=all" })).toEqual(
      {
        name: "Grave ones",
        query: "status=all&severity=P0",
        seenBy: { audience: "me", teamId: null },
      },
    );
    const viewId = "019a0000-0000-7000-8000-000000000000";
    expect(renameViewInput.parse({ viewId, version: "1", name: "Night" })).toEqual({
      viewId,
      version: 1,
      name: "Night",
    });
  });
});
