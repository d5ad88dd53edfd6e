import { describe, expect, it } from "vitest";
import { judge } from "../../../lib/web/readiness";

describe("readiness", () => {
  it.each([
    ["all is well", ["a"], ["a"], 3, true, "applied"],
    ["a migration is missing", ["a", "b"], ["a"], 3, false, "1 to apply"],
    ["the database is newer", ["a"], ["a", "b"], 3, false, "the database is newer than this build"],
    ["the worker was lost", ["a"], ["a"], 60, false, "applied"],
    ["no worker ever ran", ["a"], ["a"], null, false, "applied"],
  ] as [string, string[], string[], number | null, boolean, string][])(
    "when %s",
    (_case, known, applied, age, ready, detail) => {
      const answer = judge(known, applied, age);
      expect(answer.ready).toBe(ready);
      expect(answer.parts.migrations.detail).toBe(detail);
    },
  );
});
