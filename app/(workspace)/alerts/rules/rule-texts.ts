import {
  alertComparisonLabels,
  alertFigureLabels,
  alertResponseLabels,
  alertSeverityLabels,
  sayLength,
} from "@/lib/alerts/rules/labels";
import type { ruleContent } from "@/lib/alerts/rules/queries";

/** What can be edited of a rule. */
export type RuleContent = ReturnType<typeof ruleContent>;

/** What the fields are called. */
export const ruleLabels = {
  name: "Name",
  figure: "Watches",
  comparison: "Side",
  threshold: "Threshold",
  clearThreshold: "Ends at",
  forSeconds: "Held for",
  keepFiringSeconds: "Clear for",
  service: "Service",
  pool: "Pool",
  severity: "Severity",
  response: "Then",
} as const;

type Field = keyof typeof ruleLabels;

/** The fields of a rule as they are typed. */
export type RuleTexts = Readonly<Record<Field, string>>;

/** What a new rule says to begin with. */
export const usualContent: RuleContent = {
  ...{ name: "", service: undefined, pool: undefined, figure: "utilisation", comparison: "above" },
  ...{ threshold: 80, clearThreshold: 70, forSeconds: 60, keepFiringSeconds: 120 },
  ...{ severity: "warning", response: "page" },
};

/** A rule as its form shows it; what was typed already stays as it is. */
export function textsOf(rule: Partial<Record<Field, string | number | null | undefined>>): RuleTexts {
  const fields = Object.keys(ruleLabels) as Field[];
  return Object.fromEntries(fields.map((field) => [field, textOf(field, rule[field])])) as RuleTexts;
}

function textOf(field: Field, value: string | number | null | undefined): string {
  if (value === null || value === undefined) return "";
  const isLength = field === "forSeconds" || field === "keepFiringSeconds";
  return isLength && typeof value === "number" ? sayLength(value) : String(value);
}

/** Two versions of a rule are compared line by line. */
export const linesOf = (texts: RuleTexts) =>
  (Object.keys(ruleLabels) as Field[]).map((field) => ({
    label: ruleLabels[field],
    value: wordOf(field, texts[field]),
  }));

const words: Readonly<Partial<Record<Field, Readonly<Record<string, string>>>>> = {
  figure: labelsOf(alertFigureLabels),
  comparison: alertComparisonLabels,
  severity: alertSeverityLabels,
  response: labelsOf(alertResponseLabels),
};

function labelsOf(labels: Readonly<Record<string, { label: string }>>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).map(([key, { label }]) => [key, label]));
}

const wordOf = (field: Field, text: string): string => words[field]?.[text] ?? text;
