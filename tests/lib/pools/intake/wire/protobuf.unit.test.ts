import { describe, expect, it } from "vitest";
import { readProtobuf } from "@/lib/pools/intake/wire/protobuf";
import { allowance, many, one, TooMuch, Undecodable } from "@/lib/pools/intake/wire/schema";

const inner = { name: one(1, "string") };
const message = {
  text: one(1, "string"),
  yes: one(2, "bool"),
  signed: one(3, "int64"),
  unsigned: one(4, "uint64"),
  fixed: one(5, "fixed64"),
  signedFixed: one(6, "sfixed64"),
  real: one(7, "double"),
  kind: one(8, "enum"),
  inner: one(9, inner),
  list: many(10, inner),
  counts: many(11, "fixed64"),
  reals: many(12, "double"),
};

const read = (...bytes: number[]) => readProtobuf(message, Buffer.from(bytes), allowance());
const ff = (count: number) => Array.from({ length: count }, () => 0xff);

describe("a message in protobuf", () => {
  it.each<[string, number[], object]>([
    ["nothing", [], {}],
    ["a text", [0x0a, 2, 0x68, 0x69], { text: "hi" }],
    ["an empty text", [0x0a, 0], { text: "" }],
    ["a text with an accent", [0x0a, 2, 0xc3, 0xa9], { text: "é" }],
    ["true", [0x10, 1], { yes: true }],
    ["a number of two bytes", [0x18, 0x96, 1], { signed: 150 }],
    ["minus one", [0x18, ...ff(9), 1], { signed: -1 }],
    ["the time of the year 2026", [0x18, 0x80, 0xd0, 0xea, 0xb6, 0xb7, 0x33], { signed: 1_767_225_600_000 }],
    ["the greatest number", [0x20, ...ff(9), 1], { unsigned: 2 ** 64 }],
    ["eight bytes", [0x29, 1, 0, 0, 0, 1, 0, 0, 0], { fixed: 4_294_967_297 }],
    ["eight bytes that are minus two", [0x31, 0xfe, ...ff(7)], { signedFixed: -2 }],
    ["a fraction", [0x39, 0, 0, 0, 0, 0, 0, 0xf8, 0x3f], { real: 1.5 }],
    ["an enumeration", [0x40, 2], { kind: 2 }],
    ["a message", [0x4a, 3, 0x0a, 1, 0x61], { inner: { name: "a" } }],
    ["an empty message", [0x4a, 0], { inner: {} }],
    ["a list of messages", [0x52, 0, 0x52, 3, 0x0a, 1, 0x61], { list: [{}, { name: "a" }] }],
    ["a packed list", [0x5a, 16, 7, ...new Array(7).fill(0), 8, ...new Array(7).fill(0)], { counts: [7, 8] }],
    [
      "the same list, not packed",
      [0x59, 7, ...new Array(7).fill(0), 0x59, 8, ...new Array(7).fill(0)],
      { counts: [7, 8] },
    ],
    ["a list that is empty", [0x5a, 0], { counts: [] }],
    ["the last of two", [0x10, 1, 0x10, 0], { yes: false }],
    [
      "fields that are not known",
      [0xa0, 6, 1, 0xa1, 6, ...new Array(8).fill(9), 0xa2, 6, 1, 9, 0xa5, 6, 1, 2, 3, 4, 0x10, 1],
      { yes: true },
    ],
  ])("holds %s", (_, bytes, wanted) => {
    expect(read(...bytes)).toEqual(wanted);
  });

  it.each<[string, number[]]>([
    ["ends within a number", [0x18, 0x96]],
    ["ends within a text", [0x0a, 5, 0x68]],
    ["ends within eight bytes", [0x29, 1, 0]],
    ["ends after a tag", [0x0a]],
    ["has a number without an end", [0x18, ...ff(11)]],
    ["has a length of four gigabytes", [0x0a, ...ff(4), 0x0f, 0x68]],
    ["has a length beyond all numbers", [0x0a, ...ff(9), 1, 0x68]],
    ["has a message that goes on beyond the one it lies in", [0x4a, 3, 0x0a, 9, 0x61, 0x61, 0x61]],
    ["has a field with the number 0", [0x00, 1]],
    ["has a field with too great a number", [...ff(9), 1, 0]],
    ["has a group", [0x53, 0x54]],
    ["has a text where a number should be", [0x1a, 1, 0x61]],
    ["has a number where a message should be", [0x48, 1]],
    ["has a packed list that is not a whole number of values", [0x5a, 9, ...new Array(9).fill(1)]],
  ])("that %s is refused", (_, bytes) => {
    expect(() => read(...bytes)).toThrow(Undecodable);
  });

  it("is not made into more than may be read: two bytes each are many in memory", () => {
    const bytes = Buffer.alloc(2 * 5_000_000);
    for (let at = 0; at < bytes.length; at += 2) bytes[at] = 0x52;
    expect(() => readProtobuf(message, bytes, allowance())).toThrow(TooMuch);
  });
});
