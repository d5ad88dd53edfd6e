import type { Threshold } from "@/components/charts/types";
import type { RuleTerms } from "@/lib/alerts/rules/rules";
import { criticalAt, warningAt } from "@/lib/pools/rules";

type Line = Pick<RuleTerms, "figure" | "comparison" | "threshold" | "severity">;

const asLine = (share: number, severity: Line["severity"]): Threshold => ({
  share,
  label: `${Number((share * 100).toFixed(1))} %`,
  tone: severity === "critical" ? "danger" : "warning",
});

/** From where a pool counts as filling up and as nearly full, as charts draw it where no rule says otherwise. */
export const poolThresholds: readonly Threshold[] = [
  asLine(warningAt, "warning"),
  asLine(criticalAt, "critical"),
];

/**
 * The thresholds of the rules that watch how full a pool is, the lowest first; where none does, those of its states. Rules
 * with one threshold are one line, as grave as the gravest of them.
 */
export function thresholdsOf(rules: readonly Line[]): readonly Threshold[] {
  const watching = rules.filter(
    ({ figure, comparison, threshold }) =>
      figure === "utilisation" && comparison === "above" && threshold <= 100,
  );
  if (watching.length === 0) return poolThresholds;
  const gravest = new Map<number, Line["severity"]>();
  for (const { threshold, severity } of watching)
    if (gravest.get(threshold) !== "critical") gravest.set(threshold, severity);
  return [...gravest]
    .toSorted(([one], [other]) => one - other)
    .map(([threshold, severity]) => asLine(threshold / 100, severity));
}
