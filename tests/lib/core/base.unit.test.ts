import { describe, expect, test } from "vitest";
import { baseOf } from "@/lib/core/base";

describe("the fingerprint of what a form was shown", () => {
  test("is 16 hexadecimal digits, and the same for equal content in any order of keys", () => {
    expect(baseOf({ a: 1, b: [new Date(0), null] })).toMatch(/^[0-9a-f]{16}$/);
    expect(baseOf({ a: 1, b: 2 })).toBe(baseOf({ b: 2, a: 1 }));
    expect(baseOf([new Date(0)])).toBe(baseOf(["1970-01-01T00:00:00.000Z"]));
  });

  test("differs for whatever differs", () => {
    const values = [null, [], {}, "", "a", ["a"], ["a", "b"], ["b", "a"], { a: "" }, { a: null }];
    expect(new Set(values.map(baseOf)).size).toBe(values.length);
  });
});
