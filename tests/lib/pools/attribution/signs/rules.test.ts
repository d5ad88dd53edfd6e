import { describe, expect, it } from "vitest";
import type { Breach } from "@/lib/pools/attribution/schema";
import { holdAgeSign, meanHoldSign, queryAgeSign } from "@/lib/pools/attribution/signs/rules";
import type { Holder, PoolSample } from "@/lib/pools/schema";
import { founding, holder, limits, quarterHour, shortHold } from "../breaches";

const breach = (samples: PoolSample[], now: Holder[] = [], before: Holder[] | null = null): Breach => ({
  samples,
  holders: { now, before: before && { holders: before, secondsAgo: 120 } },
  throughput: { baseline: 40, now: 40 },
  limits,
});
const oldest = (age: (second: number) => number) =>
  quarterHour((second) => ({ oldestHoldSeconds: age(second) }));

describe("the oldest hold", () => {
  it.each<[string, PoolSample[], number]>([
    ["grew in a leak that began four minutes ago", oldest((s) => (s > 660 ? s - 660 : shortHold(s))), 1],
    ["grew in a leak that began hours ago", oldest((s) => 9_000 + s), 1],
    ["grew where it was there twice", oldest((s) => s).slice(-2), 1],
    ["did not where holds come and go", oldest(shortHold), -1],
    ["did not where long ones come and go", oldest((s) => (s % 300) / 4), -1],
    ["did not in one sample that stands out", oldest((s) => (s === 900 ? 300 : shortHold(s))), -1],
    ["did not where it was given back", oldest((s) => (s > 800 ? 1 : s)), -1],
    ["did neither where it grew by seconds", oldest((s) => 2 + s / 120), 0],
  ])("%s", (_, samples, strength) => {
    expect(holdAgeSign(breach(samples)).strength).toBe(strength);
  });

  it.each<[string, Holder[], Holder[] | null, number | null]>([
    [
      "grew where holders did",
      [holder("idle in transaction", 5, 130)],
      [holder("idle in transaction", 2, 10)],
      1,
    ],
    ["grew where nobody held anything before", [holder("idle in transaction", 5, 100)], [], 1],
    ["did not where they did not", [holder("active", 5, 2)], [holder("active", 9, 2)], -1],
    ["is half a sign above its limit, without a look before", [holder("active", 5, 61)], null, 0.5],
    ["is no sign below it", [holder("active", 5, 60)], null, null],
    ["is not known without holders", [], [holder("active", 9, 2)], null],
  ])("of holders %s", (_, now, before, strength) => {
    expect(holdAgeSign(breach([], now, before)).strength).toBe(strength);
  });

  it("of holders is not that of a connection which a pool keeps ready", () => {
    const ready = holder("idle", 20, 5_000);
    const samples = quarterHour(() => ({ used: 5 }));
    const sign = holdAgeSign(
      breach(samples, [ready, holder("active", 5, 2)], [ready, holder("active", 5, 2)]),
    );
    expect(sign).toMatchObject({ values: { before: 2, now: 2 }, strength: -1 });
  });
});

describe("running statements", () => {
  it.each<[string, Holder[], Holder[] | null, number | null]>([
    ["grew older where they doubled", [holder("active", 5, 2)], [holder("active", 5, 0.5)], 1],
    ["did not within a second", [holder("active", 5, 0.9)], [holder("active", 5, 0.5)], -1],
    [
      "count by their connections",
      [holder("active", 6, 90), holder("active", 2, 0.4, { fingerprint: "select b" })],
      [holder("active", 5, 0.5)],
      0.5,
    ],
    [
      "of a new kind are compared with what was usual, however long another ran",
      [holder("active", 5, 1.2, { fingerprint: "select b" })],
      [holder("active", 5, 0.8), holder("active", 1, 3_600, { fingerprint: "copy t to stdout" })],
      -1,
    ],
    [
      "of a new kind grew older than what was usual, however long another ran",
      [holder("active", 5, 90, { fingerprint: "select b" })],
      [holder("active", 5, 0.8), holder("active", 1, 3_600, { fingerprint: "copy t to stdout" })],
      1,
    ],
    ["did not where none runs", [holder("idle in transaction", 5, 90)], null, -1],
    ["are not known where no holders are", [], null, null],
    ["are half a sign above the limit of a hold", [holder("active", 5, 61)], null, 0.5],
    ["are no sign below it", [holder("active", 5, 60)], null, null],
  ])("%s", (_, now, before, strength) => {
    expect(queryAgeSign(breach([], now, before)).strength).toBe(strength);
  });
});

describe("the mean hold", () => {
  it("is connections in use by transactions a second", () => {
    expect(meanHoldSign(founding).values).toEqual({ before: 25 / 40, now: 50 / 31 });
  });

  it("grew without end where nothing is done, and says so", () => {
    const sign = meanHoldSign({ ...founding, throughput: { baseline: 40, now: 0 } });
    expect(sign).toMatchObject({ values: { before: 0.625, now: null }, strength: 1 });
    expect(sign.says).toContain("now nothing is done");
  });

  it.each<[string, Partial<Breach>]>([
    ["one sample", { samples: founding.samples.slice(-1) }],
    ["nothing done before", { throughput: { baseline: 0, now: 31 } }],
    ["nothing in use before", { samples: quarterHour((second) => ({ used: second > 600 ? 50 : 0 })) }],
  ])("is not known from %s", (_, more) => {
    expect(meanHoldSign({ ...founding, ...more }).strength).toBeNull();
  });
});
