import { describe, expect, it } from "vitest";
import { readQuestions, sayQuestions } from "@/lib/pools/sources/questions/rules";

describe("questions of one's own", () => {
  it("are lines of figure and PromQL, in any order, with colons or equals signs", () => {
    const text = 'waiting = sum(x{a="b: c"})\n\n  used:sum by (pool) (y == 1)  \nIdleInTransaction : z';
    const read = {
      waiting: 'sum(x{a="b: c"})',
      used: "sum by (pool) (y == 1)",
      idleInTransaction: "z",
    };
    expect(readQuestions(text)).toEqual(read);
    const lines = 'used: sum by (pool) (y == 1)\nidleInTransaction: z\nwaiting: sum(x{a="b: c"})';
    expect(sayQuestions(read)).toBe(lines);
    expect(readQuestions(lines)).toEqual(read);
  });

  it("are none where nothing is asked", () => {
    expect(readQuestions(" \n ")).toEqual({});
    expect(sayQuestions({})).toBeNull();
    expect(sayQuestions(null)).toBeNull();
  });

  it.each([
    ["sum(x)", /^Line 1 does not begin with one of max, used, idle.*, and a colon\.$/],
    ["used: x\nmax by (pool) (x)", /^Line 2 does not begin/],
    ["__proto__: x", /^Line 1 does not begin/],
    ["used:", /^Line 1 asks nothing\.$/],
    ["used: x\nUSED: y", /^Two lines ask for used\.$/],
    [`used: ${"x".repeat(2_001)}`, /^Line 1 has more than 2,000 characters\.$/],
  ])("that cannot be read are refused with a sentence: %s", (text, says) => {
    expect(readQuestions(text)).toMatch(says);
  });
});
