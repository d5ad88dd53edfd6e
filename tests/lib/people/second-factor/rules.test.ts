import { Secret } from "otpauth";
import { describe, expect, test } from "vitest";
import { enrolmentAddress, inGroups, plainCode, stepOf } from "@/lib/people/second-factor/rules";

// The secret and the table of RFC 6238, appendix B, of which six digits are the last six of its eight.
const secret = Secret.fromUTF8("12345678901234567890").base32;

describe("codes of a second factor", () => {
  test.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ])("are those of RFC 6238 at %d seconds: %s", (at, code) => {
    expect(stepOf(secret, code, new Date(at * 1_000))).toBe(Math.floor(at / 30));
  });

  test("are of the half minute before or after as well, and say of which", () => {
    const at = (seconds: number) => stepOf(secret, "050471", new Date(seconds * 1_000));
    const step = Math.floor(1_111_111_111 / 30);
    expect([-60, -30, 0, 30, 60].map((off) => at(1_111_111_111 + off))).toEqual([
      null,
      step,
      step,
      step,
      null,
    ]);
  });

  test("can be typed with spaces and hyphens", () => {
    expect([" 050 471", "abcd-efgh"].map(plainCode)).toEqual(["050471", "ABCDEFGH"]);
    expect(inGroups("ABCDEFGH")).toBe("ABCD EFGH");
  });

  test("are set up by an address that names product, person and secret", () => {
    const { protocol, host, searchParams } = new URL(enrolmentAddress(secret, "ada@example.org"));
    expect([protocol, host]).toEqual(["otpauth:", "totp"]);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      issuer: "Highwater",
      secret,
      period: "30",
      digits: "6",
    });
  });
});
