import { describe, expect, it } from "vitest";
import {
  clearThresholdProblem,
  comparisonOf,
  lengthProblem,
  rulesFor,
  type ScopedRule,
  thresholdProblem,
  usualRules,
} from "@/lib/alerts/rules/rules";
import { addRuleInput } from "@/lib/alerts/rules/schema";
import { isClear, isMet } from "@/lib/alerts/watch/rules";
import type { AlertFigure } from "@/prisma/generated/enums";

const pool = { poolId: "reporting", serviceId: "reports" };
const checks = { poolId: null, serviceId: "reports" };

type Named = ScopedRule & { name: string };
const rule = (name: string, terms: Partial<ScopedRule> = {}): Named => ({
  ...{ name, poolId: null, serviceId: null, figure: "utilisation", comparison: "above", severity: "warning" },
  ...{ pausedAt: null, archivedAt: null },
  ...terms,
});
const general = rule("everywhere");
const ofService = rule("of the service", { serviceId: "reports" });
const ofPool = rule("of the pool", { poolId: "reporting" });
const then = new Date("2026-03-02T08:00:00Z");
const names = (watched: typeof pool | typeof checks | { poolId: string; serviceId: null }, rules: Named[]) =>
  rulesFor(watched, rules).map(({ name }) => name);

describe("which rules apply", () => {
  it.each([
    ["only those of everywhere where there is no other", [general], ["everywhere"]],
    ["the service's in place of everywhere's", [general, ofService], ["of the service"]],
    ["the pool's in place of both", [general, ofService, ofPool], ["of the pool"]],
    ["in any order", [ofPool, general, ofService], ["of the pool"]],
    ["all of one scope", [general, rule("another", {})], ["everywhere", "another"]],
    [
      "those of another severity beside it",
      [{ ...general, severity: "critical" }, ofPool],
      ["everywhere", "of the pool"],
    ],
    [
      "those of another figure beside it",
      [{ ...general, figure: "waiting" }, ofPool],
      ["everywhere", "of the pool"],
    ],
    [
      "those of the other side beside it",
      [general, { ...ofPool, comparison: "below" }],
      ["everywhere", "of the pool"],
    ],
    ["none where the nearest pauses", [general, { ...ofPool, pausedAt: then }], []],
    ["the next where the nearest is archived", [general, { ...ofPool, archivedAt: then }], ["everywhere"]],
    [
      "the next where the nearest is paused and archived",
      [general, { ...ofPool, pausedAt: then, archivedAt: then }],
      ["everywhere"],
    ],
    ["one beside a paused one of its scope", [{ ...general, pausedAt: then }, rule("another")], ["another"]],
    ["none of another pool", [rule("other", { poolId: "archive" })], []],
    ["none of another service", [rule("other", { serviceId: "archive" })], []],
  ] as [string, Named[], string[]][])("%s", (_, rules, expected) => {
    expect(names(pool, rules)).toEqual(expected);
  });

  it("a pool of no service has those of everywhere and its own", () => {
    const alone = { poolId: "reporting", serviceId: null };
    expect(names(alone, [general, ofService])).toEqual(["everywhere"]);
    expect(names(alone, [general, ofService, ofPool])).toEqual(["of the pool"]);
  });

  it("health checks have those of health checks alone, and pools all others", () => {
    const failing = rule("failing", { figure: "health_check" });
    const here = rule("failing here", { figure: "health_check", serviceId: "reports" });
    expect(names(checks, [general, ofService, failing])).toEqual(["failing"]);
    expect(names(checks, [failing, here])).toEqual(["failing here"]);
    expect(names(pool, [general, failing])).toEqual(["everywhere"]);
  });
});

describe("a threshold", () => {
  const problem = (
    figure: AlertFigure,
    threshold: number,
    comparison: "above" | "below" = comparisonOf(figure, undefined),
  ) => thresholdProblem({ figure, comparison, threshold, clearThreshold: null });

  it.each([
    ["utilisation", 80],
    ["utilisation", 99.5],
    ["waiting", 1],
    ["acquire_wait", 1_000],
    ["exhaustion", 15],
    ["rising_floor", 8],
    ["no_data", 300],
    ["health_check", 3],
  ] as [AlertFigure, number][])("of %s may be %d", (figure, threshold) => {
    expect(problem(figure, threshold)).toBeNull();
  });

  it.each([
    ["utilisation", 0],
    ["utilisation", 101],
    ["utilisation", -5],
    ["utilisation", Number.NaN],
    ["utilisation", Number.POSITIVE_INFINITY],
    ["waiting", 0.5],
    ["waiting", Number.NEGATIVE_INFINITY],
    ["exhaustion", 1_440],
    ["no_data", 5],
    ["health_check", 0],
  ] as [AlertFigure, number][])("of %s may not be %d", (figure, threshold) => {
    expect(problem(figure, threshold)).toMatch(/^Give a /);
  });

  it("that would always be met on its side is refused", () => {
    expect(problem("utilisation", 100, "below")).not.toBeNull();
    expect(problem("utilisation", 99, "below")).toBeNull();
    expect(problem("utilisation", 100, "above")).toBeNull();
  });

  it.each([
    ["utilisation", "above", 80, 70, true],
    ["utilisation", "above", 80, 80, true],
    ["utilisation", "above", 80, 81, false],
    ["utilisation", "above", 80, 0, false],
    ["utilisation", "below", 5, 10, true],
    ["utilisation", "below", 5, 4, false],
    ["exhaustion", "below", 15, 30, true],
    ["exhaustion", "below", 15, 10, false],
    ["waiting", "above", 10, Number.NaN, false],
  ] as const)("of %s %s %d may end at %d: %s", (figure, comparison, threshold, clearThreshold, good) => {
    expect(clearThresholdProblem({ figure, comparison, threshold, clearThreshold }) === null).toBe(good);
  });
});

describe("how long a condition has to hold", () => {
  it.each([
    [0, null],
    [86_400, null],
    [86_401, /within a day/],
    [14 * 86_400, /within a day/],
    [14 * 86_400 + 1, /^Samples are kept for 14 days/],
    [null, /such as 30 s/],
  ])("%s seconds", (seconds, expected) => {
    const problem = lengthProblem(seconds);
    if (expected === null) expect(problem).toBeNull();
    else expect(problem).toMatch(expected);
  });
});

describe("the usual rules", () => {
  it("pass the check that people's rules pass, and have names of their own", () => {
    for (const usual of usualRules) expect(addRuleInput.parse(usual)).toMatchObject(usual);
    expect(new Set(usualRules.map(({ name }) => name)).size).toBe(usualRules.length);
  });

  it("end somewhere: of every figure there is a value that is clear", () => {
    for (const usual of usualRules) {
      const well = usual.figure === "exhaustion" ? 1_440 : 0;
      expect(isMet(usual, well)).toBe(false);
      expect(isClear(usual, well)).toBe(true);
    }
  });

  it("wake nobody by a figure that comes and goes within half a minute, but for silence and failures", () => {
    const hasty = usualRules.filter(({ forSeconds }) => forSeconds < 30).map(({ figure }) => figure);
    expect(hasty).toEqual(["no_data", "health_check"]);
  });
});
