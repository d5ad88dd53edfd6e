import { describe, expect, it } from "vitest";
import { formatDuration, isoDuration } from "@/components/ui/format-duration";

describe("a length of time", () => {
  it.each([
    [8_100, "2 h 15 min", "PT2H15M"],
    [69 * 60, "1 h 9 min", "PT1H9M"],
    [120, "2 min", "PT2M"],
    [95, "1 min 35 s", "PT1M35S"],
    [45, "45 s", "PT45S"],
    [0, "0 s", "PT0S"],
    [0.9, "0 s", "PT0S"],
    [3 * 86_400 + 4 * 3_600 + 59 * 60, "3 d 4 h", "P3DT4H59M"],
    [86_400 + 30, "1 d", "P1DT30S"],
    [3_600 + 59, "1 h", "PT1H59S"],
    [2 * 86_400, "2 d", "P2D"],
    [-120, "−2 min", "PT2M"],
  ])("%d seconds is %s", (seconds, words, iso) => {
    expect(formatDuration(seconds)).toBe(words);
    expect(isoDuration(seconds)).toBe(iso);
  });

  it("is unknown where it is no number", () => {
    expect(formatDuration(Number.NaN)).toBe("unknown");
  });
});
