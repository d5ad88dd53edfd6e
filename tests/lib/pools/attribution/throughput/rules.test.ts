import { describe, expect, it } from "vitest";
import { throughputOf } from "@/lib/pools/attribution/throughput/rules";
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

  it("is not known over a count that began anew", () => {
    const samples = quarterHour((second) => ({ transactions: second < 870 ? second * 10 : second - 870 }));
    expect(throughputOf(samples)).toEqual({ baseline: 10, now: null });
  });
});
