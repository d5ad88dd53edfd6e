const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long a session lasts, in milliseconds: unused, at most in all, and how often its last use is written down. */
export const sessionLimits = {
  inactiveMs: 12 * HOUR,
  absoluteMs: 7 * 24 * HOUR,
  seenEveryMs: MINUTE,
} as const;

/** What is true of a session that lives at `now`, as a condition on its row; `touchSession` asks the same in SQL. */
export const liveSession = (now: Date) => ({
  revokedAt: null,
  expiresAt: { gt: now },
  lastSeenAt: { gt: new Date(now.getTime() - sessionLimits.inactiveMs) },
});

/** What failed sign-ins are counted by. */
export type AttemptKind = "account-at-address" | "account" | "address" | "code";

const doubling = (free: number, first: number, most: number): number[] => {
  const growing = [first];
  while ((growing.at(-1) ?? most) < most) growing.push(Math.min(most, (growing.at(-1) ?? most) * 2));
  return [...Array<number>(free).fill(0), ...growing];
};

/**
 * Seconds to wait after the first, second, … failure; the last figure holds from there on. One address trying one
 * account is slowed to a quarter of an hour; an account tried from many addresses only to half a minute, so that its
 * owner can never be locked out for long; an address that many people share gets many free tries. Codes of the second
 * factor are short, and only somebody who has the password comes to try any: there an hour is right.
 */
export const delaysInSeconds: Readonly<Record<AttemptKind, readonly number[]>> = {
  "account-at-address": doubling(4, 5, 900),
  account: doubling(10, 1, 30),
  address: doubling(30, 1, 300),
  code: doubling(5, 30, 3_600),
};

/** Failures are forgotten after this long without an attempt, in milliseconds. */
export const forgetFailuresMs = HOUR;

/** The refusal of an attempt that comes too early, in whole seconds or minutes, rounded up. */
export function tooEarly(now: Date, until: Date): string {
  const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000));
  const wait =
    seconds < 90
      ? `${seconds} ${seconds === 1 ? "second" : "seconds"}`
      : `${Math.ceil(seconds / 60)} minutes`;
  return `There were too many attempts. Try again in ${wait}.`;
}

const browsers: readonly [RegExp, string][] = [
  [/\bEdg\w*\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\bFirefox\/|\bFxiOS\//, "Firefox"],
  [/Chrom(e|ium)\/|\bCriOS\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];

const systems: readonly [RegExp, string][] = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b/, "macOS"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
];

/** A browser's own description in a few words: 'Firefox on Linux'. An aid to memory; browsers can say what they like. */
export function deviceName(userAgent: string): string {
  const named = (list: readonly [RegExp, string][]) => list.find(([pattern]) => pattern.test(userAgent))?.[1];
  const [browser, system] = [named(browsers), named(systems)];
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? system ?? "Unknown device";
}
