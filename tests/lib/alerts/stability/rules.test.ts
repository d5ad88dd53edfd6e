import { describe, expect, it } from "vitest";
import { calmBelow, type PoolCourse, stabilityOf } from "@/lib/alerts/stability/rules";
import { at, later, minutes } from "../../../support/clock";

const fixed = at("2025-10-08 15:30 America/New_York");
const calm: PoolCourse = {
  ...{
    name: "reporting",
    slug: "reporting",
    lastBadAt: fixed,
    calmFrom: later(fixed, minutes(1)),
    calmTo: later(fixed, minutes(16)),
  },
  ...{ worst: 0.42, worstUsed: 84, max: 200, delivering: true, silent: null },
};
const now = later(fixed, minutes(16));

describe("the stability of an incident", () => {
  it("speaks for the next move once everything was well for as long as that needs", () => {
    expect(stabilityOf("monitoring", [calm], [], now)).toEqual({
      ...{ state: "well", since: calm.calmFrom, minutes: 15, needed: 15, move: "resolved" },
      evidence:
        "stable for 15 min: reporting at most 42 % in use (84 of 200), nobody waiting, no alert firing.",
    });
  });

  it.each([
    ["triage", "monitoring", 2],
    ["identified", "monitoring", 2],
    ["monitoring", "resolved", 15],
    ["resolved", "closed", 30],
  ] as const)("of one in %s speaks for %s after %i minutes", (status, move, needed) => {
    expect(stabilityOf(status, [calm], [], now)).toMatchObject({ move, needed });
  });

  it("begins with the last of several pools", () => {
    const second = { ...calm, name: "billing", calmFrom: later(fixed, minutes(10)) };
    expect(stabilityOf("monitoring", [calm, second], [], now)).toMatchObject({ minutes: 6 });
  });

  it("is none while an alert fires, a pool is over its threshold, or one delivers nothing", () => {
    const because = (pools: PoolCourse[], firing: string[] = []) =>
      stabilityOf("monitoring", pools, firing, now);
    expect(because([calm], ["Alert 3"])).toMatchObject({ state: "unwell", because: "Alert 3 is firing." });
    expect(because([{ ...calm, calmFrom: null }])).toMatchObject({ state: "unwell" });
    expect(because([calm, { ...calm, name: "billing", delivering: false }])).toEqual({
      state: "unwell",
      because: "billing delivers nothing: how it is cannot be told.",
    });
  });

  it("is none while an instance fell silent that was not well, and counts from when that is gone", () => {
    const billing = (goneAt: Date) => ({ ...calm, name: "billing", silent: { instance: "pod-1", goneAt } });
    expect(stabilityOf("monitoring", [calm, billing(later(now, 1))], [], now)).toEqual({
      state: "unwell",
      because: "pod-1 of billing fell silent while it was not well: how it is cannot be told.",
    });
    expect(stabilityOf("monitoring", [calm, billing(later(now, -minutes(3)))], [], now)).toMatchObject({
      ...{ state: "well", minutes: 3 },
      evidence: expect.stringMatching(
        /no alert firing\. pod-1 of billing fell silent while it was not well\.$/,
      ),
    });
  });

  it("is not spoken of without a pool, and where no move is left", () => {
    expect(stabilityOf("monitoring", [], [], now)).toBeNull();
    expect(stabilityOf("closed", [calm], [], now)).toBeNull();
    expect(stabilityOf("cancelled", [calm], [], now)).toBeNull();
  });
});

describe("the share below which a pool is well", () => {
  const rule = (terms: object = {}) => ({
    ...({ figure: "utilisation", comparison: "above", threshold: 95, clearThreshold: 80 } as const),
    ...terms,
  });

  it.each([
    [[rule()], 0.8],
    [[rule(), rule({ threshold: 80, clearThreshold: 70 })], 0.7],
    [[rule({ threshold: 100, clearThreshold: 99 })], 0.99],
    [[rule({ threshold: 90, clearThreshold: null })], 0.9],
    [[rule({ figure: "waiting", threshold: 1, clearThreshold: null })], 0.8],
    [[rule({ comparison: "below", threshold: 5, clearThreshold: null })], 0.8],
    [[], 0.8],
  ])("is where the strictest rule over its use ends, else 80 %% (%#)", (rules, share) => {
    expect(calmBelow(rules)).toBeCloseTo(share, 10);
  });
});
