import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, type JsonValue, sha256, sha256Hex } from "@/lib/core/canonical";

const fromBits = (hex: string) => Buffer.from(hex, "hex").readDoubleBE(0);

describe("canonical JSON writes numbers as appendix B of RFC 8785 lists them", () => {
  it.each([
    ["0000000000000000", "0"],
    ["8000000000000000", "0"],
    ["0000000000000001", "5e-324"],
    ["8000000000000001", "-5e-324"],
    ["7fefffffffffffff", "1.7976931348623157e+308"],
    ["ffefffffffffffff", "-1.7976931348623157e+308"],
    ["4340000000000000", "9007199254740992"],
    ["c340000000000000", "-9007199254740992"],
    ["4430000000000000", "295147905179352830000"],
    ["44b52d02c7e14af5", "9.999999999999997e+22"],
    ["44b52d02c7e14af6", "1e+23"],
    ["44b52d02c7e14af7", "1.0000000000000001e+23"],
    ["444b1ae4d6e2ef4e", "999999999999999700000"],
    ["444b1ae4d6e2ef4f", "999999999999999900000"],
    ["444b1ae4d6e2ef50", "1e+21"],
    ["3eb0c6f7a0b5ed8c", "9.999999999999997e-7"],
    ["3eb0c6f7a0b5ed8d", "0.000001"],
    ["41b3de4355555553", "333333333.3333332"],
    ["41b3de4355555554", "333333333.33333325"],
    ["41b3de4355555555", "333333333.3333333"],
    ["41b3de4355555556", "333333333.3333334"],
    ["41b3de4355555557", "333333333.33333343"],
    ["becbf647612f3696", "-0.0000033333333333333333"],
    ["43143ff3c1cb0959", "1424953923781206.2"],
  ])("%s is %s", (bits, text) => {
    expect(canonicalJson(fromBits(bits))).toBe(text);
  });
});

describe("canonical JSON of the RFC's examples", () => {
  const sample = {
    numbers: [Number("333333333.33333329"), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
    string: '\u20ac$\u000f\nA\'B"\\\\"/',
    literals: [null, true, false],
  };

  it("orders keys and writes literals, numbers and strings as section 3.2.2 shows", () => {
    expect(canonicalJson(sample)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it("gives the bytes that section 3.2.4 shows", () => {
    expect(Buffer.from(canonicalJson(sample), "utf8").toString("hex")).toBe(
      "7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c226e756d62657273223a" +
        "5b3333333333333333332e333333333333332c31652b33302c342e352c302e3030322c31652d32375d2c" +
        "22737472696e67223a22e282ac245c75303030665c6e4127425c225c5c5c5c5c222f227d",
    );
  });

  it("orders keys by UTF-16 code units as section 3.2.3 shows", () => {
    const value = {
      "\u20ac": "Euro Sign",
      "\r": "Carriage Return",
      "\ufb33": "Hebrew Letter Dalet With Dagesh",
      "1": "One",
      "\ud83d\ude00": "Emoji: Grinning Face",
      "\u0080": "Control",
      "\u00f6": "Latin Small Letter O With Diaeresis",
    };
    expect(Object.values(JSON.parse(canonicalJson(value)) as Record<string, string>).toSorted()).toHaveLength(
      7,
    );
    const order = ["Carriage", "One", "Control", "Latin", "Euro", "Emoji", "Hebrew"];
    const places = order.map((name) => canonicalJson(value).indexOf(name));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });
});

describe("SHA-256 of a text", () => {
  it("is that of its UTF-8", () => {
    expect(sha256Hex("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect(sha256("€")).toEqual(Buffer.from(sha256Hex("€"), "hex"));
  });
});

describe("what canonical JSON refuses", () => {
  it.each([
    ["a number that is not a number", Number.NaN],
    ["infinity", Number.POSITIVE_INFINITY],
    ["minus infinity inside a list", [1, Number.NEGATIVE_INFINITY]],
    ["undefined", undefined],
    ["an undefined member", { a: undefined }],
    ["a hole in a list", Object.assign([1], { length: 2 })],
    ["a lone high surrogate", "a\ud800"],
    ["a lone low surrogate in a key", { "\udc00": 1 }],
    ["a date", new Date(0)],
    ["a big integer", 1n],
    ["a function", () => 1],
    ["a map", new Map()],
  ])("%s", (_, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});

const json = fc.jsonValue({ maxDepth: 4, stringUnit: "binary" }) as fc.Arbitrary<JsonValue>;

describe("canonical JSON of any value", () => {
  it("reads back as the same value", () => {
    fc.assert(
      fc.property(json, (value) => {
        // -0 has no form of its own in JSON.
        const plain = JSON.parse(JSON.stringify(value)) as JsonValue;
        expect(JSON.parse(canonicalJson(value))).toEqual(plain);
      }),
    );
  });

  it("does not depend on the order in which keys were written", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
      }),
    );
  });

  it("is its own canonical form", () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });
});

function reversed(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value as Record<string, JsonValue>).toReversed();
  return Object.fromEntries(entries.map(([key, member]) => [key, reversed(member)]));
}
