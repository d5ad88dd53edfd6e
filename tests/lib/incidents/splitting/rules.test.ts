import { expect, test } from "vitest";
import { canBeSplitOff, maySplit, sentenceOfSplit, statusOfSplit } from "@/lib/incidents/splitting/rules";

const source = { ref: "INC-2026-0001", status: "investigating", documentState: "draft" } as const;

test("an incident is split while nothing that was signed would change", () => {
  expect(maySplit(source, true)).toEqual({ may: true });
  expect(maySplit({ ...source, documentState: "approved" }, false)).toEqual({ may: true });
  expect(maySplit({ ...source, status: "closed" }, true)).toEqual({ may: true });
  for (const documentState of ["in_review", "reviewed", "approved"] as const)
    expect(maySplit({ ...source, documentState }, true)).toMatchObject({
      may: false,
      reason: expect.stringMatching(/is signed: copy the entries/),
    });
});

test("what was cancelled is reopened first", () => {
  expect(maySplit({ ...source, status: "cancelled" }, false)).toMatchObject({
    may: false,
    reason: "INC-2026-0001 was cancelled: reopen it first.",
  });
});

test("what was merged is split where it goes on", () => {
  expect(maySplit({ ...source, status: "merged" }, false)).toMatchObject({
    may: false,
    reason: "INC-2026-0001 was merged: split off from the incident that it goes on in.",
  });
});

test.each([
  ["manual", null, true],
  ["alert", null, true],
  ["deploy", null, true],
  ["system", null, false],
  ["manual", new Date(), false],
] as const)("an entry from %s, withdrawn %s, can be split off: %s", (entrySource, withdrawnAt, can) => {
  expect(canBeSplitOff({ source: entrySource, withdrawnAt })).toBe(can);
});

test("what is over stays over", () => {
  expect(statusOfSplit("monitoring")).toBe("triage");
  expect(statusOfSplit("resolved")).toBe("resolved");
  expect(statusOfSplit("closed")).toBe("resolved");
});

test("the sentence says what went and how", () => {
  expect(sentenceOfSplit("INC-2026-0002", "Mail is late", 1, "move")).toBe(
    "INC-2026-0002 split off: Mail is late (1 entry moved)",
  );
  expect(sentenceOfSplit("INC-2026-0002", "Mail is late", 3, "copy")).toBe(
    "INC-2026-0002 split off: Mail is late (3 entries copied)",
  );
});
