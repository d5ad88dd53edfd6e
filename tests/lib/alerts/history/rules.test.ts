import { expect, test } from "vitest";
import {
  alertNumber,
  alertRefOf,
  alertStanding,
  alertsAsked,
  standingsOf,
  standingsOfState,
} from "@/lib/alerts/history/rules";
import { alertStandingLabels } from "@/lib/alerts/rules/labels";
import type { AlertReason, AlertState } from "@/prisma/generated/enums";

test.each<[AlertState, AlertReason[], string]>([
  ["resolved", ["crossed", "held", "cleared"], "Resolved"],
  ["resolved", ["cleared"], "Resolved"],
  ["resolved", ["crossed", "held", "rule_changed"], "No longer watched"],
  ["resolved", ["subject_gone"], "No longer watched"],
  ["resolved", ["fell_silent"], "No longer watched"],
  ["resolved", [], "Resolved"],
  ["lapsed", ["crossed", "rule_changed"], "Did not last"],
  ["firing", ["crossed", "held"], "Firing"],
])("an alert that is %s after %j is called %s", (state, reasons, said) => {
  const transitions = reasons.map((reason) => ({ reason }));
  expect(alertStandingLabels[alertStanding({ state, transitions })]).toBe(said);
});

test.each([1, 12, 100_000])("the reference of alert %i leads back to it", (number) => {
  expect(alertNumber(alertRefOf(number))).toBe(number);
});

test.each([
  ["alert-12", 12],
  ["Alert-12", 12],
  ["12", 12],
  ["alert-0", null],
  ["alert-012", null],
  ["alert-", null],
  ["alert 12", null],
  ["alerts-12", null],
  ["AI-12", null],
  ["1234567890", null],
  ["12x", null],
])("%j is of number %j", (ref, number) => {
  expect(alertNumber(ref)).toBe(number);
});

const asks = (typed: string, number: number) =>
  alertsAsked(typed).numbers.some(({ gte, lt }) => gte <= number && number < lt);

test.each([
  ["1", [1, 10, 19, 123, 1_999_999_999], [2, 20, 21]],
  ["alert-12", [12, 120, 1_299], [1, 11, 13, 112]],
  ["a", [1, 77], []],
  ["Alert-", [1, 77], []],
  ["checkout", [], [1, 12]],
  ["alert-x", [], [1, 12]],
  ["999999999", [999_999_999], [99]],
] as const)("%j asks for %j and not for %j", (typed, those, others) => {
  for (const number of those) expect(asks(typed, number), String(number)).toBe(true);
  for (const number of others) expect(asks(typed, number), String(number)).toBe(false);
});

test("no range reaches beyond what a number can be", () => {
  for (const typed of ["1", "2", "9", "999999999", "a"])
    for (const { lt } of alertsAsked(typed).numbers) expect(lt).toBeLessThanOrEqual(2_147_483_647);
});

test("what a list is asked for names standings; the API's resolved are those that nobody saw well too", () => {
  expect(standingsOf("fired")).toEqual(["firing", "resolved", "unwatched"]);
  expect(standingsOf("resolved")).toEqual(["resolved"]);
  expect(standingsOf("unwatched")).toEqual(["unwatched"]);
  expect(standingsOfState("resolved")).toEqual(["resolved", "unwatched"]);
  for (const choice of ["fired", "all", "pending", "firing", "unwatched", "lapsed"] as const)
    expect(standingsOfState(choice)).toEqual(standingsOf(choice));
});
