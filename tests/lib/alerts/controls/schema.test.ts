import { describe, expect, it } from "vitest";
import { choiceOf } from "@/lib/alerts/controls/labels";
import { controlFilters, watchControlInput } from "@/lib/alerts/controls/schema";

const given = { ref: "INC-2026-0001", controlId: "00000000-0000-4000-8000-000000000000" };

describe("what watches a control, as a form sends it", () => {
  const named = { slug: "reports-db", name: "Reports" };

  it.each([
    [
      choiceOf({ kind: "setting", source: named, setting: "lock_timeout" }),
      { kind: "setting", source: "reports-db", setting: "lock_timeout" },
    ],
    [choiceOf({ kind: "rule", rule: named }), { kind: "rule", rule: "reports-db" }],
  ])("%s is read", (watchedBy, expected) => {
    expect(watchControlInput.parse({ ...given, watchedBy }).watchedBy).toEqual(expected);
  });

  it.each([
    "",
    "rule:",
    "setting:reports-db",
    "setting:reports-db:",
    "check:web",
    "rule:a b",
    "rule:a:b",
    `rule:${"a".repeat(400)}`,
  ])("%j is refused in words", (watchedBy) => {
    const read = watchControlInput.safeParse({ ...given, watchedBy });
    expect(read.error?.issues[0]).toMatchObject({ path: ["watchedBy"], message: "Choose what watches it." });
  });
});

it("a filter that is not known narrows nothing", () => {
  expect(controlFilters.parse({ state: "fine", after: "x".repeat(100) })).toEqual({});
  expect(controlFilters.parse({ state: "broken" })).toEqual({ state: "broken" });
});
