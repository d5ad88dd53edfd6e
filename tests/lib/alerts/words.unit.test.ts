import { describe, expect, it } from "vitest";
import { sayAlert, sayMeasure, sayThreshold, sayValue } from "@/lib/alerts/words";

describe("an alert in words", () => {
  it.each([
    ["utilisation", 80, "connections in use at 80 % or more", "reporting: 80 % of connections in use"],
    ["waiting", 1, "1 or more callers waiting", "reporting: 1 caller waits for a connection"],
    [
      "acquire_wait",
      1_200,
      "a wait for a connection of 1.2 s or more",
      "reporting: callers wait 1.2 s for a connection",
    ],
    ["oldest_hold", 90, "a hold of 90 s or more", "reporting: a connection has been held for 90 s"],
    [
      "idle_in_transaction",
      9,
      "9 or more connections idle in transaction",
      "reporting: 9 connections idle in transaction",
    ],
    [
      "rising_floor",
      8,
      "8 or more connections that never came back",
      "reporting: 8 connections more than half an hour ago never came back",
    ],
    ["no_data", 300, "no data for 5 min or more", "reporting: no data for 5 min"],
    ["health_check", 3, "3 failures or more in a row", "reporting: health check fails, 3 failures in a row"],
  ] as const)("tells of %s at %d", (figure, value, threshold, sentence) => {
    expect(sayThreshold(figure, "above", value)).toBe(threshold);
    expect(sayAlert(figure, "reporting", value)).toBe(sentence);
    expect(sayMeasure(figure, value)).toBe(sentence.replace(/^reporting: (health check fails, )?/, ""));
  });

  it("tells when a pool will be full, and that it is", () => {
    expect(sayThreshold("exhaustion", "below", 15)).toBe("full in 15 min or less");
    expect(sayAlert("exhaustion", "reporting", 12)).toBe("reporting: full in 12 min if it goes on");
    expect(sayAlert("exhaustion", "reporting", 0)).toBe("reporting: full");
    expect(sayValue("exhaustion", 1_440)).toBe("more than a day");
  });
});
