import { describe, expect, it } from "vitest";
import { sayLength } from "@/lib/alerts/rules/labels";
import { readLength } from "@/lib/alerts/rules/lengths/rules";

describe("a length of time as people type it", () => {
  it.each([
    ["0", 0],
    ["90", 90],
    ["30 s", 30],
    ["30s", 30],
    ["2 min", 120],
    ["5m", 300],
    ["1h", 3_600],
    ["1 hour", 3_600],
    ["1.5 hours", 5_400],
    ["1,5 h", 5_400],
    ["1 h 30 min", 5_400],
    ["1h30m", 5_400],
    ["2 days", 172_800],
    ["1 d 2 h 3 min 4 s", 93_784],
    [" 10 SECS ", 10],
    ["0.5 s", 1],
  ])("%s is %i seconds", (typed, seconds) => {
    expect(readLength(typed)).toBe(seconds);
  });

  it.each([
    ...["", "soon", "-5 s", "5 parsecs", "min", "1 h and a bit", "1,000 s", "1e9 s", "Infinity", "NaN"],
    ...["12345678901 s", "5 s 5", "1 h -5 min", "١٢ s"],
  ])("%j is none", (typed) => {
    expect(readLength(typed)).toBeNull();
  });

  it("is said in all its units, as it can be typed again", () => {
    expect(sayLength(90)).toBe("1 min 30 s");
    expect(sayLength(0)).toBe("0 s");
    for (const seconds of [1, 59, 60, 61, 3_599, 3_600, 3_661, 86_399, 86_400, 90_061])
      expect(readLength(sayLength(seconds))).toBe(seconds);
  });
});
