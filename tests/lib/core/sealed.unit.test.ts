import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keyedDigest, seal, unseal } from "../../../lib/core/sealed";
import { forgetSingleton } from "../../../lib/core/singleton";

const under = (key: string) => {
  vi.stubEnv("HIGHWATER_ENCRYPTION_KEY", key.repeat(32));
  forgetSingleton("encryption-key");
};

beforeEach(() => under("k"));
afterEach(() => {
  vi.unstubAllEnvs();
  forgetSingleton("encryption-key");
});

describe("what is sealed", () => {
  it.each(["", "JBSWY3DPEHPK3PXP", "pässwörd 🗝"])("opens again for the same purpose: %j", (text) => {
    expect(unseal(seal(text, "test"), "test")).toBe(text);
  });

  it("opens for a purpose of any length, and for no other", () => {
    const long = "/api/v1/incidents/".concat("x".repeat(5_000));
    expect(unseal(seal("the secret", long), long)).toBe("the secret");
    expect(unseal(seal("the secret", long), `${long}x`)).toBeNull();
  });

  it("is never the same twice, and does not hold the text", () => {
    const [one, other] = [seal("the secret", "test"), seal("the secret", "test")];
    expect(Buffer.from(one).equals(Buffer.from(other))).toBe(false);
    expect(Buffer.from(one).includes("the secret")).toBe(false);
  });

  it("does not open for another purpose, under another key, or once a bit has changed", () => {
    const sealed = seal("the secret", "test");
    expect(unseal(sealed, "another")).toBeNull();
    for (const at of [0, 13, sealed.length - 1]) {
      const bent = sealed.slice();
      bent[at] = (bent[at] ?? 0) ^ 1;
      expect(unseal(bent, "test")).toBeNull();
    }
    expect(unseal(sealed.slice(0, 20), "test")).toBeNull();
    under("q");
    expect(unseal(sealed, "test")).toBeNull();
  });
});

describe("a digest", () => {
  it("is the same of the same, in whatever parts it comes, and not for another purpose or under another key", () => {
    const of = (purpose = "test") => keyedDigest(["the request, ", Buffer.from("its body")], purpose);
    expect(of()).toEqual(keyedDigest(["the request, its body"], "test"));
    expect(of()).toHaveLength(32);
    const others = [of("another"), keyedDigest(["another request"], "test")];
    const before = of();
    under("q");
    for (const other of [...others, of()]) expect(other.equals(before)).toBe(false);
  });
});
