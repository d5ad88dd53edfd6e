import { describe, expect, it } from "vitest";
import { BadEnvironment, poolSettings, publicUrl } from "../../../lib/core/env";

const DATABASE_URL = "postgres://app:secret@127.0.0.1:5432/highwater";

describe("the pool's settings", () => {
  it("sets every time-out when the environment names only the database", () => {
    expect(poolSettings({ DATABASE_URL })).toEqual({
      databaseUrl: DATABASE_URL,
      max: 10,
      acquireTimeoutMs: 5_000,
      idleTimeoutMs: 30_000,
      maxLifetimeSeconds: 1_800,
      statementTimeoutMs: 15_000,
      idleInTransactionTimeoutMs: 10_000,
      holdWarningMs: 10_000,
    });
  });

  it.each([
    ["no database", {}, "DATABASE_URL is missing"],
    ["another scheme", { DATABASE_URL: "mysql://x" }, "must begin with postgres://"],
    ["no time-out at all", { DATABASE_URL, HIGHWATER_POOL_ACQUIRE_TIMEOUT_MS: "0" }, "0 would wait for ever"],
    ["an empty limit", { DATABASE_URL, HIGHWATER_POOL_MAX: "" }, "HIGHWATER_POOL_MAX must be a whole number"],
    ["a negative limit", { DATABASE_URL, HIGHWATER_POOL_MAX: "-5" }, 'it is "-5"'],
    ["an absurd limit", { DATABASE_URL, HIGHWATER_POOL_MAX: "100000" }, "from 2 to 200"],
    ["words for a number", { DATABASE_URL, HIGHWATER_STATEMENT_TIMEOUT_MS: "soon" }, 'it is "soon"'],
    ["Infinity", { DATABASE_URL, HIGHWATER_POOL_MAX_LIFETIME_S: "Infinity" }, 'it is "Infinity"'],
  ])("refuses %s and says why", (_case, source, why) => {
    expect(() => poolSettings(source)).toThrow(BadEnvironment);
    expect(() => poolSettings(source)).toThrow(why);
  });

  it("names every bad value at once, and never the password", () => {
    const bad = () => poolSettings({ DATABASE_URL, HIGHWATER_POOL_MAX: "1", HIGHWATER_HOLD_WARNING_MS: "x" });
    expect(bad).toThrow(/HIGHWATER_POOL_MAX[\s\S]*HIGHWATER_HOLD_WARNING_MS/);
    expect(bad).not.toThrow(/secret/);
  });
});

describe("the public address", () => {
  it("has no slash at the end", () => {
    process.env.HIGHWATER_URL = "https://highwater.example.org/";
    expect(publicUrl()).toBe("https://highwater.example.org");
    delete process.env.HIGHWATER_URL;
  });
});
