import { z } from "zod";
import { AlertComparison, AlertFigure, AlertResponse, AlertSeverity } from "../../../prisma/generated/enums";
import { line, optional } from "../../core/text";
import { readLength } from "./lengths/rules";
import { clearThresholdProblem, comparisonOf, lengthProblem, thresholdProblem } from "./rules";

const number = (says: string) =>
  z.preprocess(
    (value) => (typeof value === "string" ? (value.trim() === "" ? undefined : Number(value)) : value),
    z.number({ error: says }),
  );

/** A length of time in seconds, given as a number of them or as people type it. */
const length = z
  .union([z.string(), z.number()])
  .meta({ examples: ["2 min", 30] })
  .transform((given, context) => {
    const seconds = typeof given === "number" ? given : readLength(given);
    const problem = lengthProblem(
      seconds === null || !Number.isInteger(seconds) || seconds < 0 ? null : seconds,
    );
    if (problem !== null) context.addIssue({ code: "custom", message: problem });
    return seconds ?? 0;
  });

/** What a rule says, each field by itself. */
export const ruleTerms = z.object({
  name: line(200, "Give the rule a name."),
  service: optional(z.string().trim()),
  pool: optional(z.string().trim()),
  figure: z.enum(AlertFigure, { error: "Choose what it watches." }),
  comparison: optional(z.enum(AlertComparison, { error: "Choose a side." })),
  threshold: number("Give a number, such as 80."),
  clearThreshold: optional(number("Give a number, or leave it empty.")),
  forSeconds: length.default(60),
  keepFiringSeconds: length.default(120),
  severity: z.enum(AlertSeverity, { error: "Choose how grave it is." }),
  response: z.enum(AlertResponse, { error: "Choose what follows." }),
});

type Typed = z.infer<typeof ruleTerms>;

const completed = <Given extends Typed>(typed: Given) => ({
  ...typed,
  comparison: comparisonOf(typed.figure, typed.comparison),
  clearThreshold: typed.clearThreshold ?? null,
});

function judge(typed: Typed, { addIssue }: { addIssue: z.RefinementCtx["addIssue"] }): void {
  const rule = completed(typed);
  const say = (path: keyof Typed, message: string | null) =>
    message === null ? undefined : addIssue({ code: "custom", path: [path], message });
  say("threshold", thresholdProblem(rule));
  say("clearThreshold", clearThresholdProblem(rule));
  if (rule.pool && rule.service) say("pool", "A rule is of a pool or of a service, never of both.");
  if (rule.pool && rule.figure === "health_check")
    say("pool", "Health checks are a service's: leave the pool empty.");
}

/**
 * A rule: what it watches, of a pool, of a service or, with neither, of everything, and what follows. Thresholds are in
 * the unit of the figure, lengths of time in seconds or as people type them (`2 min`).
 */
export const addRuleInput = ruleTerms.superRefine(judge).transform(completed);

/** A rule as edited. `base` is the fingerprint of what the form was shown. */
export const editRuleInput = ruleTerms
  .extend({ slug: z.string().trim().min(1), base: optional(z.string()) })
  .superRefine(judge)
  .transform(completed);

/** One rule. */
export const onRuleInput = z.object({ slug: z.string().trim().min(1) });

/** What a rule says, once it is checked. */
export type RuleInput = z.infer<typeof addRuleInput>;
