import { describe, expect, it } from "vitest";
import { sayAlert, sayCrossing, sayMeasure, sayThreshold, sayValue } from "@/lib/alerts/words";

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

  it.each([
    [
      "health_check",
      "above",
      3,
      3,
      "health check fails, 3 failures in a row (threshold: 3 failures or more)",
    ],
    ["health_check", "above", 1, 2, "health check fails, 2 failures in a row (threshold: 1 failure or more)"],
    ["utilisation", "above", 80, 82, "82 % of connections in use (threshold: 80 % or more)"],
    ["utilisation", "below", 5, 2, "2 % of connections in use (threshold: 5 % or less)"],
    ["waiting", "above", 1, 4, "4 callers wait for a connection (threshold: 1 or more)"],
    ["exhaustion", "below", 15, 12, "full in 12 min if it goes on (threshold: 15 min or less)"],
    ["no_data", "above", 300, 310, "no data for 5 min (threshold: 5 min or more)"],
  ] as const)(
    "tells that %s %s %d was crossed at %d, and nothing twice",
    (figure, comparison, threshold, value, said) => {
      expect(sayCrossing({ figure, comparison, threshold }, "reporting", value)).toBe(`reporting: ${said}`);
    },
  );
});
