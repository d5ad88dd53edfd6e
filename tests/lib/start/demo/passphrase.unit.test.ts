import { describe, expect, test } from "vitest";
import { friendlyWords, passphrase } from "@/lib/start/demo/passphrase";

describe("a passphrase of the demo", () => {
  test("is drawn from enough words, each there once and easy to type", () => {
    expect(new Set(friendlyWords).size).toBe(friendlyWords.length);
    expect(5 * Math.log2(friendlyWords.length)).toBeGreaterThan(43);
    for (const word of friendlyWords) expect(word).toMatch(/^[a-z]{3,11}$/);
  });

  test("is five of them, another one each time", () => {
    const drawn = Array.from({ length: 50 }, passphrase);
    expect(new Set(drawn).size).toBe(50);
    for (const word of drawn.join("-").split("-")) expect(friendlyWords).toContain(word);
    expect(drawn[0]?.split("-")).toHaveLength(5);
  });
});
