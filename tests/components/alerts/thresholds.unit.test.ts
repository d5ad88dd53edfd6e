import { expect, test } from "vitest";
import { poolThresholds, thresholdsOf } from "@/components/alerts/thresholds";
import { type RuleTerms, usualRules } from "@/lib/alerts/rules/rules";

type Line = Pick<RuleTerms, "figure" | "comparison" | "threshold" | "severity">;

const rule = (threshold: number, severity: Line["severity"] = "warning"): Line => ({
  ...{ figure: "utilisation", comparison: "above", threshold, severity },
});

test("a chart draws the thresholds of the rules that watch how full the pool is, the lowest first", () => {
  expect(thresholdsOf([rule(90, "critical"), rule(62.5)])).toEqual([
    { share: 0.625, label: "62.5 %", tone: "warning" },
    { share: 0.9, label: "90 %", tone: "danger" },
  ]);
});

test("rules with one threshold draw one line, as grave as the gravest of them", () => {
  for (const rules of [
    [rule(80), rule(80, "critical")],
    [rule(80, "critical"), rule(80)],
  ])
    expect(thresholdsOf(rules)).toEqual([{ share: 0.8, label: "80 %", tone: "danger" }]);
});

test("the usual rules draw what states begin at, and so does a pool that no such rule watches", () => {
  expect(thresholdsOf(usualRules)).toEqual(poolThresholds);
  expect(thresholdsOf([{ ...rule(5), figure: "waiting" }])).toEqual(poolThresholds);
  expect(thresholdsOf([{ ...rule(5), comparison: "below" }])).toEqual(poolThresholds);
});
