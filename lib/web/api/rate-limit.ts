import { createHash } from "node:crypto";
import { apiRatePerMinute } from "../../core/env";
import { singleton } from "../../core/singleton";
import { Problem } from "./problem";

/**
 * Token buckets, one for each name: a full one holds what a minute allows, and fills up again evenly. They live in this
 * process; several processes allow each their own.
 */
export class TokenBuckets {
  private readonly buckets = new Map<string, { tokens: number; at: number }>();

  constructor(
    readonly perMinute: number,
    private readonly most = 10_000,
  ) {}

  /** Takes one token at `nowMs`, any steady clock; what is left then, or null and nothing taken where there is none. */
  take(name: string, nowMs: number): number | null {
    const tokens = this.left(name, nowMs);
    if (tokens < 1) return null;
    this.buckets.delete(name);
    this.buckets.set(name, { tokens: tokens - 1, at: nowMs });
    if (this.buckets.size > this.most) this.forgetOne();
    return Math.floor(tokens - 1);
  }

  /** How many tokens there are. */
  left(name: string, nowMs: number): number {
    const bucket = this.buckets.get(name);
    if (!bucket) return this.perMinute;
    return Math.min(this.perMinute, bucket.tokens + ((nowMs - bucket.at) * this.perMinute) / 60_000);
  }

  /** Seconds until there is a token, at least one. */
  waitSeconds(name: string, nowMs: number): number {
    const missing = 1 - this.left(name, nowMs);
    // What is a whole number but for the last bits of a sum must not be rounded up.
    return Math.max(1, Math.ceil((missing * 60) / this.perMinute - 1e-6));
  }

  /** Whether this name took a token lately. */
  knows(name: string): boolean {
    return this.buckets.has(name);
  }

  /** Gives up the bucket that was used least lately: it has filled up again, or others are far busier. */
  private forgetOne(): void {
    const [oldest] = this.buckets.keys();
    if (oldest !== undefined) this.buckets.delete(oldest);
  }
}

/** How many failed attempts without a valid key one network address has a minute. */
export const failuresPerMinute = 60;

const limits = () =>
  singleton("api-limits", () => ({
    keys: new TokenBuckets(apiRatePerMinute()),
    failures: new TokenBuckets(failuresPerMinute),
  }));

/** The name of a key's bucket: never the token itself. */
const bucketOf = (token: string) => createHash("sha256").update(token).digest("base64");

/**
 * Counts a request before its key is looked up, and says whether it is counted: a key that was good lately counts for
 * itself; any other must come from an address that has not failed too often. Throws the problem `rate-limited`.
 */
export function admit(token: string, address: string, nowMs = performance.now()): boolean {
  const { keys, failures } = limits();
  if (keys.knows(bucketOf(token))) {
    countKey(token, nowMs);
    return true;
  }
  if (failures.left(address, nowMs) < 1)
    throw tooMany(failures.waitSeconds(address, nowMs), failures.perMinute);
  return false;
}

/** Counts a request of a key that is good. Throws `rate-limited` where the key has no more of them. */
export function countKey(token: string, nowMs = performance.now()): void {
  const { keys } = limits();
  const bucket = bucketOf(token);
  if (keys.take(bucket, nowMs) === null) throw tooMany(keys.waitSeconds(bucket, nowMs), keys.perMinute);
}

/** Counts an attempt without a valid key. Throws `rate-limited` where the address has no more of them. */
export function countFailure(address: string, nowMs = performance.now()): void {
  const { failures } = limits();
  if (failures.take(address, nowMs) === null)
    throw tooMany(failures.waitSeconds(address, nowMs), failures.perMinute);
}

/** What a key has left, as headers of the answer (draft-ietf-httpapi-ratelimit-headers). */
export function rateHeaders(token: string, nowMs = performance.now()): Record<string, string> {
  const { keys } = limits();
  const left = Math.floor(keys.left(bucketOf(token), nowMs));
  const full = Math.ceil(((keys.perMinute - left) * 60) / keys.perMinute);
  return {
    "RateLimit-Policy": `"key";q=${keys.perMinute};w=60`,
    RateLimit: `"key";r=${left};t=${full}`,
  };
}

function tooMany(seconds: number, perMinute: number): Problem {
  return new Problem("rate-limited", `At most ${perMinute} a minute. Try again in ${seconds} s.`, {
    headers: { "Retry-After": String(seconds) },
  });
}
