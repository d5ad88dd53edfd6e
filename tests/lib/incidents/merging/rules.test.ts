import { describe, expect, test } from "vitest";
import { type Mergeable, mayBeMerged, mayMerge, mayUnmerge, nameBeside } from "@/lib/incidents/merging/rules";

const source: Mergeable = {
  id: "a",
  ref: "INC-2026-0001",
  status: "investigating",
  mode: "live",
  restrictedAt: null,
  documentState: "draft",
};
const target: Mergeable = { ...source, id: "b", ref: "INC-2026-0002" };
const restrictedAt = new Date("2026-03-10T09:00:00Z");

describe("merging", () => {
  test.each<[string, Partial<Mergeable>, Partial<Mergeable>, boolean]>([
    ["one open incident into another", {}, {}, false],
    ["what is over into what is open", { status: "closed" }, {}, false],
    ["into what is resolved", {}, { status: "resolved" }, false],
    ["what was entered afterwards into what happened", { mode: "retrospective" }, {}, false],
    ["a drill into a drill", { mode: "drill" }, { mode: "drill" }, false],
    ["what was sent back", { documentState: "changes_requested" }, {}, false],
    ["into what is signed, whose text stays", {}, { documentState: "approved" }, false],
    ["an open one into a restricted one", {}, { restrictedAt }, false],
    ["a restricted one into another of the same people", { restrictedAt }, { restrictedAt }, false],
  ])("may be done: %s", (_, one, other, outsiders) => {
    expect(mayMerge({ ...source, ...one }, { ...target, ...other }, outsiders)).toEqual({ may: true });
  });

  test.each<[Partial<Mergeable>, Partial<Mergeable>, boolean, RegExp]>([
    [{}, { id: "a" }, false, /into itself/],
    [{ status: "merged" }, {}, false, /0001 was merged already/],
    [{ status: "cancelled" }, {}, false, /0001 was cancelled: reopen/],
    [{ documentState: "in_review" }, {}, false, /0001 was signed/],
    [{ documentState: "reviewed" }, {}, false, /0001 was signed/],
    [{ documentState: "approved" }, {}, false, /0001 was signed/],
    [{ documentState: "stale" }, {}, false, /0001 was signed/],
    [{}, { status: "merged" }, false, /0002 was merged itself/],
    [{}, { status: "cancelled" }, false, /0002 was cancelled: reopen/],
    [{}, { status: "closed" }, false, /0002 is closed: reopen/],
    [{ mode: "drill" }, {}, false, /A drill/],
    [{}, { mode: "drill" }, false, /A drill/],
    [{ restrictedAt }, {}, false, /everybody would read/],
    [{ restrictedAt }, { restrictedAt }, true, /they would read/],
  ])("is refused with its reason: %j into %j", (one, other, outsiders, reason) => {
    const verdict = mayMerge({ ...source, ...one }, { ...target, ...other }, outsiders);
    expect(verdict).toMatchObject({ may: false, reason: expect.stringMatching(reason) });
  });

  test.each<[Partial<Mergeable>, string | null]>([
    [{}, null],
    [{ status: "closed" }, null],
    [{ restrictedAt, mode: "drill" }, null],
    [{ status: "merged" }, "INC-2026-0001 was merged already: separate it again first."],
    [{ status: "cancelled" }, "INC-2026-0001 was cancelled: reopen it first."],
    [
      { documentState: "stale" },
      "The post-mortem of INC-2026-0001 was signed: what was signed stays an incident of its own.",
    ],
  ])("is known to be refused before another one is named: %j", (one, reason) => {
    expect(mayBeMerged({ ...source, ...one })).toEqual(
      reason === null ? { may: true } : { may: false, reason },
    );
  });
});

describe("separating again", () => {
  const merged: Mergeable = { ...source, status: "merged" };

  test("may be done while the other one is neither closed nor merged nor signed with it", () => {
    expect(mayUnmerge(merged, target, false)).toEqual({ may: true });
    expect(mayUnmerge(merged, { ...target, status: "resolved" }, false)).toEqual({ may: true });
  });

  test.each<[Mergeable, Partial<Mergeable>, boolean, RegExp]>([
    [source, {}, false, /is not merged/],
    [merged, { status: "merged" }, false, /0002 was merged itself meanwhile/],
    [merged, { status: "closed" }, false, /0002 is closed/],
    [merged, {}, true, /is signed with entries of INC-2026-0001/],
  ])("is refused with its reason: %#", (one, other, inSigned, reason) => {
    const verdict = mayUnmerge(one, { ...target, ...other }, inSigned);
    expect(verdict).toMatchObject({ may: false, reason: expect.stringMatching(reason) });
  });
});

test("a restricted incident is named to nobody outside of it", () => {
  expect(nameBeside(target)).toBe("INC-2026-0002");
  expect(nameBeside({ ...target, restrictedAt })).toBe("another incident");
});
