import { describe, expect, test } from "vitest";
import { delaysInSeconds, deviceName, tooEarly } from "@/lib/people/sign-in/rules";

describe("the wait after failures", () => {
  test("one address on one account is slowed to a quarter of an hour", () => {
    expect(delaysInSeconds["account-at-address"]).toEqual([
      0, 0, 0, 0, 5, 10, 20, 40, 80, 160, 320, 640, 900,
    ]);
  });

  test("an account never waits longer than half a minute for what happens elsewhere", () => {
    expect(delaysInSeconds.account).toEqual([...Array(10).fill(0), 1, 2, 4, 8, 16, 30]);
  });

  test("an address that many share has thirty tries before it waits", () => {
    expect(delaysInSeconds.address.slice(0, 32)).toEqual([...Array(30).fill(0), 1, 2]);
    expect(delaysInSeconds.address.at(-1)).toBe(300);
  });

  test("waits only ever grow", () => {
    for (const delays of Object.values(delaysInSeconds))
      expect(delays).toEqual([...delays].sort((a, b) => a - b));
  });
});

describe("the sentence about it", () => {
  test.each([
    [1, "1 second"],
    [400, "1 second"],
    [1_001, "2 seconds"],
    [40_000, "40 seconds"],
    [89_000, "89 seconds"],
    [90_000, "2 minutes"],
    [900_000, "15 minutes"],
  ])("%i ms before the time says %s", (ms, wait) => {
    expect(tooEarly(new Date(0), new Date(ms))).toBe(`There were too many attempts. Try again in ${wait}.`);
  });
});

describe("a device in the list of sessions", () => {
  test.each([
    ["Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox on Linux"],
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
      "Chrome on Windows",
    ],
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
      "Edge on Windows",
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
      "Safari on iPhone",
    ],
    [
      "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
      "Chrome on Android",
    ],
    [
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15",
      "Safari on macOS",
    ],
    ["Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/142.0.0.0 Safari/537.36", "Chrome on Linux"],
    ["curl/8.14", "Unknown device"],
    ["", "Unknown device"],
    ["<script>alert(1)</script>", "Unknown device"],
  ])("that says %j is %s", (userAgent, name) => {
    expect(deviceName(userAgent)).toBe(name);
  });
});
