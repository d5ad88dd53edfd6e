import { describe, expect, it } from "vitest";
import { givenBackAfter, throughputOf } from "@/lib/pools/attribution/throughput/rules";
import { quarterHour } from "../breaches";

describe("the throughput before and at a breach", () => {
  it("is read from what the count of transactions grew by", () => {
    // 10 a second for ten minutes, then 40.
    const samples = quarterHour((second) => ({ transactions: second * 10 + Math.max(0, second - 600) * 30 }));
    expect(throughputOf(samples)).toEqual({ baseline: 10, now: 40 });
  });

  it("is not known where nobody counts", () => {
    expect(throughputOf(quarterHour(() => ({})))).toEqual({ baseline: null, now: null });
    expect(throughputOf([])).toEqual({ baseline: null, now: null });
  });

  it("is read beside the moment at which the count began anew, whether it has grown past what it was or not", () => {
    const samples = quarterHour((second) => ({
      transactions: second < 870 ? second * 10 : second * 10 - 8_700,
    }));
    expect(throughputOf(samples)).toEqual({ baseline: 10, now: 10 });
    const grown = quarterHour((second) => ({ transactions: second < 870 ? 100 : (second - 870) * 1_000 }));
    expect(throughputOf(grown)).toEqual({ baseline: 0, now: 400 });
  });

  it("is not known where the count begins anew with every sample", () => {
    const samples = quarterHour((second) => ({ transactions: 10_000 - second }));
    expect(throughputOf(samples)).toEqual({ baseline: null, now: null });
  });
});

describe("how long connections had been held that were given back", () => {
  it("is the sum of their holds by their number, over the same times", () => {
    const samples = quarterHour((second) => ({
      transactions: second * 10,
      heldSeconds: second * 2 + Math.max(0, second - 600) * 13,
    }));
    expect(givenBackAfter(samples)).toEqual({ baseline: 0.2, now: 1.5 });
  });

  it("is not known where nobody adds them up, or none was given back", () => {
    expect(givenBackAfter(quarterHour((second) => ({ transactions: second })))).toEqual({
      ...{ baseline: null, now: null },
    });
    const stuck = quarterHour(() => ({ transactions: 400, heldSeconds: 80 }));
    expect(givenBackAfter(stuck)).toEqual({ baseline: null, now: null });
  });
});
