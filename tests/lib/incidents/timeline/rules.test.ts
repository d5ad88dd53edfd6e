import { expect, test } from "vitest";
import { isInDocument, mayCorrect } from "@/lib/incidents/timeline/rules";

test.each([
  ["manual", "responder", true],
  ["import", "responder", true],
  ["api", "lead", true],
  ["manual", "viewer", false],
  ["manual", "nobody", false],
  ["system", "admin", false],
  ["alert", "lead", false],
  ["metric", "lead", false],
  ["page", "lead", false],
  ["deploy", "lead", false],
] as const)("what is %s may be corrected by a %s: %s", (source, role, may) => {
  expect(mayCorrect({ source }, { role }).may).toBe(may);
});

test.each([
  [true, null, true],
  [false, null, false],
  [true, new Date(0), false],
  [false, new Date(0), false],
] as const)("included %s, withdrawn %s: in the document %s", (inDocument, withdrawnAt, stands) => {
  expect(isInDocument({ inDocument, withdrawnAt })).toBe(stands);
});
