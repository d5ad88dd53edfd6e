import { describe, expect, it } from "vitest";
import {
  detectionOf,
  impactStartOf,
  sayDetection,
  sayHolders,
  type Told,
} from "@/lib/alerts/responses/rules";
import { at, later, minutes, seconds } from "../../../support/clock";
import { holder } from "../../pools/attribution/breaches";

const start = at("2025-10-08 14:21 America/New_York");
const told = (id: string, figure: Told["figure"], pendingMs: number, firingMs: number | null): Told => ({
  ...{ id, figure, pendingAt: later(start, pendingMs) },
  firingAt: firingMs === null ? null : later(start, firingMs),
});
const soonFull = told("forecast", "exhaustion", -minutes(3), -seconds(15));
const filling = told("filling", "utilisation", 0, minutes(1));
const full = told("full", "utilisation", minutes(2), minutes(2) + seconds(30));

describe("when an incident began and was found, by its alerts", () => {
  it("is the first crossing that means impact, and the first alert of those that fired", () => {
    expect(impactStartOf([full, filling])).toEqual({ at: start, alertId: "filling" });
    expect(detectionOf([full, filling])).toEqual({ at: later(start, minutes(1)), alertId: "filling" });
  });

  it("is not what was forecast before", () => {
    expect(detectionOf([soonFull, filling])?.alertId).toBe("filling");
    expect(impactStartOf([soonFull])).toBeNull();
    expect(detectionOf([soonFull])?.alertId).toBe("forecast");
  });

  it("is told in a sentence", () => {
    const alert = { number: 4, name: "Pool is nearly full" };
    expect(sayDetection(alert, later(start, minutes(2)), start)).toBe(
      "Found by alert 4, Pool is nearly full, 2 min after the first crossing.",
    );
    expect(sayDetection(alert, start, null)).toBe("Found by alert 4, Pool is nearly full.");
  });
});

it("those who held connections are told with their statements as code", () => {
  const said = sayHolders([
    holder("idle in transaction", 41, 95, { fingerprint: "select count(*) from orders where `tenant` = ?" }),
  ]);
  expect(said).toBe(
    "41 connections held. 41 idle in transaction by reports, the oldest for 95 s: `select count(*) from orders where 'tenant' = ?`.",
  );
});

it("those of this product itself are told with the code line that took them, each line by itself", () => {
  const own = (line: string, count: number) =>
    holder("other", count, 12, { application: "highwater", user: "", fingerprint: "", line });
  expect(sayHolders([own("lib/reviews/queries.ts:31:9", 2), own("lib/gates/store.ts:12:5", 7)])).toBe(
    "9 connections held. 7 other by highwater, the oldest for 12 s, taken at `lib/gates/store.ts:12:5`; 2 other by highwater, the oldest for 12 s, taken at `lib/reviews/queries.ts:31:9`.",
  );
});
