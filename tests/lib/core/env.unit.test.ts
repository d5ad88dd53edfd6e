import { describe, expect, it, vi } from "vitest";
import { BadEnvironment, databaseWaitMs, poolSettings, publicUrl } from "../../../lib/core/env";

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

  it.each([
    ["its own options", "?options=-c%20statement_timeout%3D0", "must not set options"],
    ["options under an encoded name", "?%6fptions=x", "must not set options"],
    ["no statement time-out", "?sslmode=require&statement_timeout=0", "must not set statement_timeout"],
    ["no lock time-out", "?lock_timeout=0", "must not set lock_timeout"],
    [
      "no end of idle transactions",
      "?idle_in_transaction_session_timeout=0",
      "must not set idle_in_transaction_session_timeout",
    ],
    ["a time-out of the driver's", "?query_timeout=1", "must not set query_timeout"],
    ["another encoding", "?client_encoding=latin1", "must not set client_encoding"],
    ["two at once", "?options=x&lock_timeout=0", "must not set options, lock_timeout"],
  ])("refuses an address that brings %s, and never shows its password", (_case, query, why) => {
    for (const address of [DATABASE_URL, "postgres://app:secret@/highwater"]) {
      const bad = () => poolSettings({ DATABASE_URL: address + query });
      expect(bad).toThrow(BadEnvironment);
      expect(bad).toThrow(why);
      expect(bad).not.toThrow(/secret/);
    }
  });

  it.each(["?sslmode=require", "?host=/var/run/postgresql", "?application_name=a", "#?options=x"])(
    "takes an address with %s",
    (rest) => {
      expect(poolSettings({ DATABASE_URL: DATABASE_URL + rest }).databaseUrl).toBe(DATABASE_URL + rest);
    },
  );

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

  it.each([
    [undefined, undefined, "http://localhost:3000"],
    ["", "3100", "http://localhost:3100"],
    ["0.0.0.0", "3100", "http://localhost:3100"],
    ["::", "3100", "http://localhost:3100"],
    ["127.0.0.1", "3100", "http://127.0.0.1:3100"],
    ["::1", "3100", "http://[::1]:3100"],
    ["10.0.0.7", "80", "http://10.0.0.7:80"],
  ])("is, unless somebody gives one, where the server listens: HOST %o, PORT %o", (host, port, address) => {
    vi.stubEnv("HOST", host);
    vi.stubEnv("PORT", port);
    expect(publicUrl()).toBe(address);
    vi.unstubAllEnvs();
  });
});

describe("how long a start waits for the database", () => {
  it("is ten seconds unless somebody says otherwise", () => {
    expect(databaseWaitMs({})).toBe(10_000);
    expect(databaseWaitMs({ HIGHWATER_DATABASE_WAIT_MS: "300" })).toBe(300);
  });

  it.each(["0", "-1", "soon", "1e9", ""])("cannot be %o", (text) => {
    expect(() => databaseWaitMs({ HIGHWATER_DATABASE_WAIT_MS: text })).toThrow(BadEnvironment);
  });
});
