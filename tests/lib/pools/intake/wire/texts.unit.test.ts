import { expect, it } from "vitest";
import { textIn } from "@/lib/pools/intake/wire/texts";
import { chanceOf } from "../../../../support/chance";

it("reads what stands there, however often other texts were read before", () => {
  const { below } = chanceOf(13);
  const letters = ["a", "b", "_", "é", "🚢", "\u0000", "\u007f", "\u0080", "ÿ"];
  for (let turn = 0; turn < 20_000; turn += 1) {
    const text = Array.from(
      { length: below(turn % 100 === 0 ? 90 : 4) },
      () => letters[below(letters.length)],
    ).join("");
    const bytes = Buffer.from(`x${text}y`);
    expect(textIn(bytes, 1, bytes.length - 1)).toBe(text);
  }
});

it("replaces what is no UTF-8", () => {
  const bytes = Buffer.from([0x61, 0xff, 0x62]);
  expect([textIn(bytes, 0, 3), textIn(bytes, 0, 3)]).toEqual(["a\ufffdb", "a\ufffdb"]);
});
