import { describe, expect, it } from "vitest";
import { formInput, typedValues } from "../../../lib/web/form-input";

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

  it("are refused when they are more than two thousand, and none is dropped before", () => {
    const many = (count: number) =>
      form(...Array.from({ length: count }, (_, n): [string, string] => [`f${n}`, "x"]));
    expect(Object.keys(formInput(many(2_000)))).toHaveLength(2_000);
    expect(() => formInput(many(2_001))).toThrow(
      expect.objectContaining({ code: "too_large", message: expect.stringContaining("2001 fields") }),
    );
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
