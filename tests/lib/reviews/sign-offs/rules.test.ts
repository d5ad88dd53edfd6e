import { describe, expect, it } from "vitest";
import type { ActorRole } from "@/lib/core/context";
import { isFresh, mayGive, mayReturn, standing, versionNow, waitingFor } from "@/lib/reviews/sign-offs/rules";
import type { SignOffRow } from "@/lib/reviews/sign-offs/schema";
import type { DocumentState } from "@/prisma/generated/enums";

/** `prepared@1 ben` gives a step for version 1; `return@1 lea` sends version 1 back. */
function acts(...lines: string[]): SignOffRow[] {
  return lines.map((line, index) => {
    const [act = "", name = ""] = line.split(" ");
    const [step = "", version = ""] = act.split("@");
    const returned = step === "return";
    return {
      id: String(index),
      step: returned ? "reviewed" : (step as SignOffRow["step"]),
      act: returned ? "returned" : "given",
      documentVersion: Number(version),
      personId: name,
      name,
      title: "",
      hash: `hash of ${version}`,
      comment: "",
      at: new Date(index * 60_000),
    };
  });
}

const actor = (id: string, role: ActorRole) => ({ id, role });
const reasonOf = (verdict: { may: true } | { may: false; reason: string }) =>
  verdict.may ? "may" : verdict.reason;

describe("how a document stands", () => {
  it.each<[string, string[], number, DocumentState, string | null, number]>([
    ["nobody has signed", [], 1, "draft", "prepared", 0],
    ["prepared", ["prepared@1 ben"], 1, "in_review", "reviewed", 0],
    ["reviewed", ["prepared@1 ben", "reviewed@1 lea"], 1, "reviewed", "approved", 0],
    ["approved", ["prepared@1 ben", "reviewed@1 lea", "approved@1 ada"], 1, "approved", null, 0],
    ["edited after 'prepared'", ["prepared@1 ben"], 2, "draft", "prepared", 1],
    ["edited after 'reviewed'", ["prepared@1 ben", "reviewed@1 lea"], 2, "draft", "prepared", 2],
    [
      "edited after approval",
      ["prepared@1 ben", "reviewed@1 lea", "approved@1 ada"],
      2,
      "stale",
      "prepared",
      3,
    ],
    ["prepared again after an edit", ["prepared@1 ben", "prepared@2 ben"], 2, "in_review", "reviewed", 1],
    ["sent back", ["prepared@1 ben", "return@1 lea"], 2, "changes_requested", "prepared", 1],
    ["sent back and edited", ["prepared@1 ben", "return@1 lea"], 5, "changes_requested", "prepared", 1],
    [
      "sent back and prepared again",
      ["prepared@1 ben", "return@1 lea", "prepared@2 ben"],
      2,
      "in_review",
      "reviewed",
      1,
    ],
    [
      "approved, edited, prepared, sent back",
      ["approved@1 ada", "prepared@2 ben", "return@2 lea"],
      3,
      "changes_requested",
      "prepared",
      2,
    ],
    ["approved, edited, prepared, edited", ["approved@1 ada", "prepared@2 ben"], 3, "stale", "prepared", 2],
  ])("%s", (_, lines, version, state, next, voided) => {
    const now = standing(acts(...lines), version);
    expect(now.state).toBe(state);
    expect(now.next).toBe(next);
    expect(now.voided).toHaveLength(voided);
  });

  it("does not depend on the order in which the acts are read", () => {
    const lines = acts("prepared@1 ben", "return@1 lea", "prepared@2 ben", "reviewed@2 lea");
    expect(standing(lines.toReversed(), 2)).toEqual(standing(lines, 2));
  });

  it("lists voided steps with the latest first", () => {
    const now = standing(acts("prepared@1 ben", "reviewed@1 lea", "prepared@2 ben"), 3);
    expect(now.voided.map((act) => `${act.step}@${act.documentVersion}`)).toEqual([
      "prepared@2",
      "reviewed@1",
      "prepared@1",
    ]);
  });
});

describe("who may give a step", () => {
  it.each<[string, Parameters<typeof mayGive>[0], string, ActorRole, string[], RegExp]>([
    ["a responder prepares", "prepared", "ben", "responder", [], /^may$/],
    ["a viewer does not prepare", "prepared", "cleo", "viewer", [], /given by any responder/],
    ["nobody prepares nothing", "prepared", "x", "nobody", [], /given by any responder/],
    [
      "the preparer does not prepare twice",
      "prepared",
      "ben",
      "responder",
      ["prepared@1 ben"],
      /ben has already signed/,
    ],
    ["a lead reviews", "reviewed", "lea", "lead", ["prepared@1 ben"], /^may$/],
    ["an approver reviews too", "reviewed", "ada", "approver", ["prepared@1 ben"], /^may$/],
    ["a responder does not review", "reviewed", "eve", "responder", ["prepared@1 ben"], /given by a lead/],
    [
      "a lead does not review what the same lead prepared",
      "reviewed",
      "lea",
      "lead",
      ["prepared@1 lea"],
      /three different people/,
    ],
    ["nobody reviews before it is prepared", "reviewed", "lea", "lead", [], /Prepared comes first/],
    ["an approver approves", "approved", "ada", "approver", ["prepared@1 ben", "reviewed@1 lea"], /^may$/],
    ["an admin approves", "approved", "omar", "admin", ["prepared@1 ben", "reviewed@1 lea"], /^may$/],
    [
      "a lead does not approve",
      "approved",
      "leo",
      "lead",
      ["prepared@1 ben", "reviewed@1 lea"],
      /given by an approver/,
    ],
    [
      "an approver does not approve what they reviewed",
      "approved",
      "ada",
      "approver",
      ["prepared@1 ben", "reviewed@1 ada"],
      /three different people/,
    ],
    [
      "an approver does not approve what they prepared",
      "approved",
      "ada",
      "approver",
      ["prepared@1 ada", "reviewed@1 lea"],
      /three different people/,
    ],
    [
      "nobody approves before it is reviewed",
      "approved",
      "ada",
      "approver",
      ["prepared@1 ben"],
      /Reviewed comes first/,
    ],
    [
      "who signed an earlier text may sign in another step now",
      "approved",
      "ada",
      "approver",
      ["prepared@0 ada", "prepared@1 ben", "reviewed@1 lea"],
      /^may$/,
    ],
  ])("%s", (_, step, id, role, lines, reason) => {
    expect(reasonOf(mayGive(step, actor(id, role), standing(acts(...lines), 1)))).toMatch(reason);
  });

  it("the product itself signs nothing", () => {
    expect(mayGive("prepared", { id: null, role: "system" }, standing([], 1)).may).toBe(false);
  });
});

describe("who may send a document back", () => {
  it.each<[string, ActorRole, string[], boolean]>([
    ["a lead while it is in review", "lead", ["prepared@1 ben"], true],
    ["a responder never", "responder", ["prepared@1 ben"], false],
    ["a lead no longer when it is reviewed", "lead", ["prepared@1 ben", "reviewed@1 lea"], false],
    ["an approver when it is reviewed", "approver", ["prepared@1 ben", "reviewed@1 lea"], true],
    ["nobody a draft", "admin", [], false],
    ["nobody what is approved", "admin", ["prepared@1 ben", "reviewed@1 lea", "approved@1 ada"], false],
  ])("%s", (_, role, lines, may) => {
    expect(mayReturn({ role }, standing(acts(...lines), 1)).may).toBe(may);
  });
});

describe("a password counts as fresh", () => {
  it.each([
    ["at once", 0, true],
    ["five minutes later", 300_000, true],
    ["a millisecond after that", 300_001, false],
  ])("%s", (_, later, fresh) => {
    expect(isFresh(new Date(0), new Date(later))).toBe(fresh);
  });
});

describe("the version that a document is at", () => {
  it("is the stored one while its steps signed the present text", () => {
    expect(versionNow(acts("prepared@2 ben"), 2, "hash of 2")).toBe(2);
    expect(versionNow(acts("prepared@1 ben"), 2, "hash of 2")).toBe(2);
    expect(versionNow([], 2, "hash of 2")).toBe(2);
  });

  it("is the next one when a name in it was changed elsewhere", () => {
    expect(versionNow(acts("prepared@2 ben"), 2, "another")).toBe(3);
  });
});

describe("what waits for whom", () => {
  it.each<[string, string, ActorRole, string[], number, string | null]>([
    ["a lead is asked to review", "lea", "lead", ["prepared@1 ben"], 1, "review"],
    ["the preparer is not", "ben", "lead", ["prepared@1 ben"], 1, null],
    [
      "an approver is asked to approve",
      "ada",
      "approver",
      ["prepared@1 ben", "reviewed@1 lea"],
      1,
      "approval",
    ],
    ["the reviewer is not", "lea", "approver", ["prepared@1 ben", "reviewed@1 lea"], 1, null],
    [
      "the preparer is asked for changes",
      "ben",
      "responder",
      ["prepared@1 ben", "return@1 lea"],
      2,
      "changes",
    ],
    ["other responders are not", "eve", "responder", ["prepared@1 ben", "return@1 lea"], 2, null],
    ["a draft waits for nobody", "ben", "responder", [], 1, null],
  ])("%s", (_, id, role, lines, version, waiting) => {
    expect(waitingFor(actor(id, role), standing(acts(...lines), version))).toBe(waiting);
  });
});
