import { describe, expect, it } from "vitest";
import { formInput, typedValues } from "../../../lib/web/form-input";
import { mayReadMetrics } from "../../../lib/web/metrics-access";
import { judge } from "../../../lib/web/readiness";

function form(...fields: [string, string][]): FormData {
  const made = new FormData();
  for (const [name, value] of fields) made.append(name, value);
  return made;
}

describe("a form's fields", () => {
  it.each([
    ["plain names", [["title", "Pool dry"]], { title: "Pool dry" }],
    ["nested names", [["figures.users.count", "150"]], { figures: { users: { count: "150" } } }],
    [
      "lists in the order of their numbers",
      [
        ["items.10.text", "c"],
        ["items.2.text", "b"],
        ["items.0.text", "a"],
      ],
      { items: [{ text: "a" }, { text: "b" }, { text: "c" }] },
    ],
    [
      "all values of a repeated name",
      [
        ["teams[]", "a"],
        ["teams[]", "b"],
      ],
      { teams: ["a", "b"] },
    ],
    ["nothing of Next's own", [["$ACTION_ID_x", "1"]], {}],
    [
      "nothing that reaches a prototype",
      [
        ["__proto__.polluted", "1"],
        ["a.constructor.b", "2"],
      ],
      {},
    ],
    [
      "nothing without a name",
      [
        [".", "1"],
        ["a..b", "2"],
      ],
      {},
    ],
  ] as [string, [string, string][], object][])("become %s", (_case, fields, expected) => {
    expect(formInput(form(...fields))).toEqual(expected);
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });

  it("are cut off after two thousand", () => {
    const many = form(...Array.from({ length: 5_000 }, (_, n): [string, string] => [`f${n}`, "x"]));
    expect(Object.keys(formInput(many))).toHaveLength(2_000);
  });

  it("are sent back as typed, but never a password or a token", () => {
    expect(
      typedValues(
        form(["email", "ada@example.org"], ["password", "x"], ["newPassword", "y"], ["token", "z"]),
      ),
    ).toEqual({
      email: "ada@example.org",
    });
  });
});

describe("the metrics", () => {
  const headers = (fields: Record<string, string>) => new Headers(fields);

  it("are read from this machine, and not through a proxy", () => {
    expect(mayReadMetrics(headers({ "x-highwater-peer": "127.0.0.1" }), undefined)).toBe(true);
    expect(mayReadMetrics(headers({ "x-highwater-peer": "::ffff:127.0.0.1" }), undefined)).toBe(true);
    expect(mayReadMetrics(headers({ "x-highwater-peer": "10.0.0.5" }), undefined)).toBe(false);
    expect(
      mayReadMetrics(headers({ "x-highwater-peer": "127.0.0.1", "x-forwarded-for": "10.0.0.5" }), undefined),
    ).toBe(false);
    expect(mayReadMetrics(headers({}), undefined)).toBe(false);
  });

  it("are read with the token where one is set, from wherever", () => {
    expect(mayReadMetrics(headers({ authorization: "Bearer right" }), "right")).toBe(true);
    expect(mayReadMetrics(headers({ authorization: "Bearer wrong" }), "right")).toBe(false);
    expect(mayReadMetrics(headers({ "x-highwater-peer": "127.0.0.1" }), "right")).toBe(false);
  });
});

describe("readiness", () => {
  it.each([
    ["all is well", ["a"], ["a"], 3, true, "applied"],
    ["a migration is missing", ["a", "b"], ["a"], 3, false, "1 to apply"],
    ["the database is newer", ["a"], ["a", "b"], 3, false, "the database is newer than this build"],
    ["the worker was lost", ["a"], ["a"], 60, false, "applied"],
    ["no worker ever ran", ["a"], ["a"], null, false, "applied"],
  ] as [string, string[], string[], number | null, boolean, string][])(
    "when %s",
    (_case, known, applied, age, ready, detail) => {
      const answer = judge(known, applied, age);
      expect(answer.ready).toBe(ready);
      expect(answer.parts.migrations.detail).toBe(detail);
    },
  );
});
