import { describe, expect, it } from "vitest";
import { TooMuch, Undecodable } from "@/lib/pools/intake/wire/schema";
import { unpackSnappy } from "@/lib/pools/intake/wire/snappy";
import { chanceOf } from "../../../../support/chance";
import { packed } from "../peers";

const MOST = 1_048_576;
const unpack = (...bytes: number[]) => unpackSnappy(Buffer.from(bytes), MOST).toString("latin1");
const letters = (text: string) => [...Buffer.from(text)];

describe("a block of Snappy", () => {
  it.each<[string, number[], string]>([
    ["nothing", [0], ""],
    ["letters", [3, 2 << 2, ...letters("abc")], "abc"],
    ["a length in one byte", [3, 60 << 2, 2, ...letters("abc")], "abc"],
    ["a length in four bytes", [3, 63 << 2, 2, 0, 0, 0, ...letters("abc")], "abc"],
    ["a copy", [7, 2 << 2, ...letters("abc"), 1, 3], "abcabca"],
    ["a copy from two bytes back", [6, 1 << 2, ...letters("ab"), (3 << 2) | 2, 2, 0], "ababab"],
    ["a copy from far", [4, 1 << 2, ...letters("ab"), (1 << 2) | 3, 2, 0, 0, 0], "abab"],
    ["one byte, repeated", [20, 0, ...letters("x"), (18 << 2) | 2, 1, 0], "x".repeat(20)],
  ])("holds %s", (_, bytes, wanted) => {
    expect(unpack(...bytes)).toBe(wanted);
  });

  it("is what another packed", () => {
    const { below } = chanceOf(7);
    for (const length of [0, 1, 59, 60, 61, 255, 256, 257, 4_096, 70_000, 300_000]) {
      const noise = Buffer.from(Array.from({ length }, () => below(4) * below(60)));
      expect(unpackSnappy(packed(noise), MOST).equals(noise)).toBe(true);
    }
  });

  it.each<[string, number[]]>([
    ["is empty", []],
    ["declares no length", [0x80, 0x80, 0x80, 0x80, 0x80, 1]],
    ["declares more than its bytes can hold", [0x80, 0x80, 0x40, 0, 1]],
    ["declares more than it holds", [4, 2 << 2, ...letters("abc")]],
    ["holds more than it declares", [2, 2 << 2, ...letters("abc")]],
    ["ends within letters", [9, 8 << 2, ...letters("abc")]],
    ["ends within a length", [9, 63 << 2, 1]],
    ["ends within a copy", [9, 2 << 2, ...letters("abc"), 2, 1]],
    ["copies from before its beginning", [7, 2 << 2, ...letters("abc"), 1, 4]],
    ["copies from nowhere", [7, 2 << 2, ...letters("abc"), 1, 0]],
    ["has a length that would lead back, for ever", [9, 63 << 2, 0xfa, 0xff, 0xff, 0xff, ...letters("abc")]],
  ])("that %s is refused", (_, bytes) => {
    expect(() => unpack(...bytes)).toThrow(Undecodable);
  });

  it("that declares four gigabytes is refused by that alone", () => {
    expect(() => unpack(0xff, 0xff, 0xff, 0xff, 0x0f, 0, 97)).toThrow(TooMuch);
  });

  it("that was changed on its way is unpacked to what it declares, or refused", () => {
    const { below } = chanceOf(11);
    const good = packed(Buffer.from("hikaricp_connections_active ".repeat(400)));
    let refused = 0;
    for (let turn = 0; turn < 5_000; turn += 1) {
      const body = Buffer.from(good.subarray(0, turn % 5 === 0 ? below(good.length) : good.length));
      for (let change = 0; change <= turn % 3 && body.length > 0; change += 1)
        body[below(body.length)] = below(256);
      try {
        unpackSnappy(body, MOST);
      } catch (error) {
        if (!(error instanceof Undecodable || error instanceof TooMuch)) throw error;
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(500);
  });
});
