import { describe, expect, it } from "vitest";
import { addRuleInput, editRuleInput } from "@/lib/alerts/rules/schema";
import { check } from "@/lib/core/command";
import { isRefusal } from "@/lib/core/refusal";

const rule = {
  ...{
    name: "Nearly full",
    figure: "utilisation",
    threshold: "95",
    clearThreshold: "80",
    forSeconds: "30 s",
  },
  ...{ keepFiringSeconds: "2 min", severity: "critical", response: "declare" },
};

function fieldsOf(given: object): Readonly<Record<string, string>> {
  try {
    check(addRuleInput, { ...rule, ...given });
  } catch (error) {
    if (isRefusal(error)) return error.fields;
    throw error;
  }
  return {};
}

describe("a rule as a form sends it", () => {
  it("is read: numbers, lengths of time, and nothing for what is empty", () => {
    expect(check(addRuleInput, { ...rule, service: "", pool: "", comparison: "" })).toEqual({
      ...{ name: "Nearly full", figure: "utilisation", comparison: "above", threshold: 95 },
      ...{
        clearThreshold: 80,
        forSeconds: 30,
        keepFiringSeconds: 120,
        severity: "critical",
        response: "declare",
      },
      ...{ service: undefined, pool: undefined },
    });
    expect(check(addRuleInput, { ...rule, clearThreshold: "" }).clearThreshold).toBeNull();
    expect(check(addRuleInput, { ...rule, forSeconds: 45 }).forSeconds).toBe(45);
  });

  it("has the side that its figure allows, whatever was chosen", () => {
    const full = { figure: "exhaustion", threshold: 15, clearThreshold: "", comparison: "above" };
    expect(check(addRuleInput, { ...rule, ...full }).comparison).toBe("below");
    expect(
      check(addRuleInput, { ...rule, comparison: "below", threshold: 5, clearThreshold: 10 }).comparison,
    ).toBe("below");
  });

  it("is as it was when it comes back from its own form", () => {
    const read = check(addRuleInput, rule);
    const { base: _, slug, ...again } = check(editRuleInput, { ...read, slug: "nearly-full" });
    expect(again).toEqual(read);
    expect(slug).toBe("nearly-full");
  });
});

describe("a rule is refused at its field", () => {
  it.each([
    ["no name", { name: "  " }, "name"],
    ["a threshold that is no number", { threshold: "much" }, "threshold"],
    ["no threshold", { threshold: "" }, "threshold"],
    ["a threshold of NaN", { threshold: Number.NaN }, "threshold"],
    ["a negative threshold", { threshold: "-80", clearThreshold: "" }, "threshold"],
    ["an infinite threshold", { threshold: "Infinity" }, "threshold"],
    ["a threshold without end", { threshold: Number.POSITIVE_INFINITY }, "threshold"],
    ["a number with a comma, which may mean two things", { threshold: "1,000" }, "threshold"],
    ["an end on the wrong side", { clearThreshold: "96" }, "clearThreshold"],
    ["an end that is never reached", { clearThreshold: "0" }, "clearThreshold"],
    ["an infinite end", { clearThreshold: "-Infinity" }, "clearThreshold"],
    ["a length that is none", { forSeconds: "a while" }, "forSeconds"],
    ["a negative length", { forSeconds: -30 }, "forSeconds"],
    ["a length of NaN", { keepFiringSeconds: Number.NaN }, "keepFiringSeconds"],
    ["a length of part of a second", { forSeconds: 0.5 }, "forSeconds"],
    ["longer than a day", { keepFiringSeconds: "25 h" }, "keepFiringSeconds"],
    ["a pool and a service at once", { pool: "reporting", service: "reports" }, "pool"],
    [
      "a pool's health check",
      { figure: "health_check", threshold: 3, clearThreshold: "", pool: "reporting" },
      "pool",
    ],
    ["a figure that is none", { figure: "mood" }, "figure"],
    ["a severity that is none", { severity: "awful" }, "severity"],
    ["a response that is none", { response: "shout" }, "response"],
  ])("%s", (_, given, field) => {
    expect(Object.keys(fieldsOf(given))).toEqual([field]);
  });

  it("a `for` that is longer than samples are kept, with the reason", () => {
    expect(fieldsOf({ forSeconds: "15 days" })).toEqual({
      forSeconds: "Samples are kept for 14 days: nobody could tell whether it held for longer.",
    });
  });
});
