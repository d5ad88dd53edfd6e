import type { NamedCause, SignName } from "./labels";
import type { Attribution, Breach, Sign } from "./schema";
import { holdAgeSign, meanHoldSign, queryAgeSign, statesSign, throughputSign } from "./signs/rules";

/**
 * How much each sign says for a cause; negative where its opposite does. A leak: holders that do nothing, holds that
 * grow older, throughput that does not grow. Slow queries: holders at work, statements that grow older. Load: throughput
 * that grows while holds stay as short as they were. The amounts of each cause add up to 1.
 */
const weights: Readonly<Record<NamedCause, Partial<Record<SignName, number>>>> = {
  leak: { states: 0.4, holdAge: 0.25, throughput: -0.2, meanHold: 0.15 },
  slow_queries: { states: -0.25, queryAge: 0.4, throughput: -0.2, meanHold: 0.15 },
  load: { states: -0.15, throughput: 0.35, holdAge: -0.15, queryAge: -0.15, meanHold: -0.2 },
};
const named = ["leak", "slow_queries", "load"] as const;

// What a cause needs to be named: a score of its own, and a lead on the next one.
const leastScore = 0.5;
const leastLead = 0.3;
// A sign that moves a score by less than this speaks neither for nor against.
const leastSay = 0.05;
// Figures are signs and no proof.
const mostConfidence = 0.95;

/**
 * What a breach came from. Each cause is scored from −1 to 1 by what its signs say; a sign that is not known adds
 * nothing, so that missing data lowers the score and never decides. The cause with the highest score is named where it
 * is at least 0.5 and leads by 0.3; its confidence is that score less half of the next one's. The weights are ours:
 * chosen so that each single sign can be missing or contrary, and no single one is enough.
 */
export function attributeBreach(breach: Breach): Attribution {
  const found = [
    statesSign(breach),
    holdAgeSign(breach),
    queryAgeSign(breach),
    throughputSign(breach),
    meanHoldSign(breach),
  ];
  const scores = named
    .map((cause) => ({ cause, score: found.reduce((sum, sign) => sum + say(cause, sign), 0) }))
    .toSorted((one, other) => other.score - one.score);
  const reasons = found.map(({ strength, ...sign }) => ({
    ...sign,
    known: strength !== null,
    speaksFor: named.filter((cause) => say(cause, { ...sign, strength }) >= leastSay),
    speaksAgainst: named.filter((cause) => say(cause, { ...sign, strength }) <= -leastSay),
  }));
  const [first, second] = scores;
  if (!first || !second || first.score < leastScore || first.score - second.score < leastLead)
    return { cause: "unclear", confidence: 0, reasons };
  const sure = Math.min(1, first.score - Math.max(0, second.score) / 2);
  return { cause: first.cause, confidence: Math.round(sure * mostConfidence * 100) / 100, reasons };
}

const say = (cause: NamedCause, { name, strength }: Sign) => (weights[cause][name] ?? 0) * (strength ?? 0);
