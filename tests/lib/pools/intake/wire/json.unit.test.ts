import { describe, expect, it } from "vitest";
import { readJson } from "@/lib/pools/intake/wire/json";
import { allowance, many, one, TooMuch, Undecodable } from "@/lib/pools/intake/wire/schema";

const message = {
  text: one(1, "string"),
  yes: one(2, "bool"),
  whole: one(3, "int64"),
  time: one(5, "fixed64"),
  real: one(7, "double"),
  kind: one(8, "enum"),
  inner: one(9, { name: one(1, "string") }),
  list: many(10, { name: one(1, "string") }),
};

const read = (text: string | Buffer) => readJson(message, Buffer.from(text), allowance());

describe("a message in JSON", () => {
  it.each<[string, object]>([
    ["{}", {}],
    ['{"text":"é","yes":false}', { text: "é", yes: false }],
    ['{"whole":"-12","time":"1767225600000000000"}', { whole: -12, time: 1_767_225_600_000_000_000 }],
    ['{"whole":-12,"time":1767225600000000000}', { whole: -12, time: 1_767_225_600_000_000_000 }],
    ['{"real":1.5,"kind":2}', { real: 1.5, kind: 2 }],
    ['{"real":"1.5e3"}', { real: 1_500 }],
    ['{"real":"NaN"}', { real: Number.NaN }],
    ['{"real":"-Infinity"}', { real: Number.NEGATIVE_INFINITY }],
    [
      '{"inner":{"name":"a","more":[1]},"list":[{},{"name":"b"}],"unknown":{"deep":[[]]}}',
      { inner: { name: "a" }, list: [{}, { name: "b" }] },
    ],
    ['{"text":null,"list":null,"inner":null}', {}],
    ['{"__proto__":{"text":"x"},"constructor":1}', {}],
  ])("is read: %s", (text, wanted) => {
    expect(read(text)).toEqual(wanted);
  });

  it.each([
    "",
    "{",
    "[]",
    "null",
    "7",
    '"text"',
    '{"text":7}',
    '{"yes":"true"}',
    '{"whole":1.5}',
    '{"whole":"1.5"}',
    '{"whole":"12x"}',
    '{"whole":true}',
    '{"real":"one"}',
    '{"real":{}}',
    '{"kind":"DELTA"}',
    '{"kind":"1"}',
    '{"inner":[]}',
    '{"inner":"x"}',
    '{"list":{}}',
    '{"list":[null]}',
    '{"list":[[]]}',
  ])("is refused: %s", (text) => {
    expect(() => read(text)).toThrow(Undecodable);
  });

  it("is refused when it is not in UTF-8", () => {
    expect(() => read(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))).toThrow(Undecodable);
  });

  it("is not made into more than may be read", () => {
    expect(() => read(`{"list":[${"{},".repeat(2_500_000)}{}]}`)).toThrow(TooMuch);
  });
});
