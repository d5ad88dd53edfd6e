import { describe, expect, it } from "vitest";
import { type ConfiguredPool, configurationFindings } from "@/lib/pools/configuration/rules";

const sound = {
  ...{ idle_in_transaction_session_timeout: "60000ms", statement_timeout: "30000ms" },
  ...{ lock_timeout: "10000ms", tcp_keepalives_idle: "60s" },
};
const facts = (settings: Record<string, string> = {}, maxConnections = 100) => ({
  ...{ maxConnections, reserved: 3 },
  settings: { ...sound, ...settings },
});

describe("a server's configuration", () => {
  it.each<[string, Record<string, string>, [string, string, string][]]>([
    ["has nothing that stands out", {}, []],
    [
      "lets sessions sit in a transaction for ever",
      { idle_in_transaction_session_timeout: "0ms" },
      [["warning", "idle_in_transaction_session_timeout", "off"]],
    ],
    [
      "lets them sit there for an hour",
      { idle_in_transaction_session_timeout: "3600000ms" },
      [["note", "idle_in_transaction_session_timeout", "3600000ms"]],
    ],
    [
      "has the defaults of Postgres, warnings first",
      {
        statement_timeout: "0ms",
        lock_timeout: "0ms",
        idle_in_transaction_session_timeout: "0ms",
        tcp_keepalives_idle: "7200s",
      },
      [
        ["warning", "idle_in_transaction_session_timeout", "off"],
        ["note", "statement_timeout", "off"],
        ["note", "lock_timeout", "off"],
        ["note", "tcp_keepalives_idle", "7200s"],
      ],
    ],
    [
      "leaves it to the system when a client that is gone is noticed",
      { tcp_keepalives_idle: "0s" },
      [["note", "tcp_keepalives_idle", "the system's default"]],
    ],
    ["tells a setting in words that are no number", { lock_timeout: "unknown" }, []],
  ])("%s", (_, settings, expected) => {
    const found = configurationFindings(facts(settings), []);
    expect(found.map(({ level, setting, value }) => [level, setting, value])).toEqual(expected);
    for (const { change } of found)
      expect(change).toMatch(/^ALTER (SYSTEM .*; SELECT pg_reload_conf\(\);|ROLE ALL .*;)$/);
  });

  it("does not mind a server that does not know a setting", () => {
    expect(configurationFindings({ maxConnections: 100, reserved: 3, settings: {} }, [])).toEqual([]);
  });
});

describe("what a server sets for roles and databases", () => {
  const roles = ["backup", "booking", "reports"];
  const off = { statement_timeout: "0ms" };
  const set = (role: string | null, value: string, database: string | null = null) => ({
    ...{ role, database, settings: { statement_timeout: value } },
  });
  const pool = (userName: string | null = null, database: string | null = null): ConfiguredPool => ({
    ...{ name: "bookings", declaredMax: 10, userName, database },
  });

  it.each<[string, Parameters<typeof configurationFindings>[0], ConfiguredPool[], [string, string] | null]>([
    [
      "counts for a pool of that user",
      { ...facts(off), roles, sessions: [set("booking", "30s")] },
      [pool("booking")],
      null,
    ],
    [
      "does not count for a pool of another user",
      { ...facts(off), roles, sessions: [set("booking", "30s")] },
      [pool("booking"), pool("reports", "shop")],
      ["off for reports in shop", `ALTER ROLE "reports" SET statement_timeout = '30s';`],
    ],
    [
      "is asked of each ordinary role where a pool names none",
      { ...facts(off), roles, sessions: [set("booking", "30s")] },
      [pool()],
      [
        "off for backup, reports",
        `ALTER ROLE "backup" SET statement_timeout = '30s'; ALTER ROLE "reports" SET statement_timeout = '30s';`,
      ],
    ],
    [
      "is asked of the database where there is no ordinary role",
      { ...facts(off), sessions: [set(null, "30s", "shop")] },
      [pool(null, "shop")],
      null,
    ],
    [
      "is set for the database where there is no role to set it for",
      facts(off),
      [pool(null, "shop")],
      ["off", `ALTER DATABASE "shop" SET statement_timeout = '30s';`],
    ],
    [
      "may switch off for a role in a database what the server has, and is changed there",
      { ...facts(), roles, sessions: [set("booking", "0", "shop"), set("booking", "30s")] },
      [pool("booking")],
      ["off for booking in shop", `ALTER ROLE "booking" IN DATABASE "shop" SET statement_timeout = '30s';`],
    ],
    [
      "names three of many roles",
      { ...facts(off), roles: ["a", "b", "c", "d", "e"], sessions: [set("a", "9s")] },
      [pool()],
      [
        "off for b, c, d and 1 more",
        ["b", "c", "d"].map((role) => `ALTER ROLE "${role}" SET statement_timeout = '30s';`).join(" "),
      ],
    ],
  ])("%s", (_, server, pools, expected) => {
    const found = configurationFindings(server, pools);
    expect(found.map(({ value, change }) => [value, change])).toEqual(expected ? [expected] : []);
  });

  it("is changed where it is set, beside the server's own value, of what is set for the server", () => {
    const setting = "idle_in_transaction_session_timeout";
    const sessions = [{ role: "reports", database: null, settings: { [setting]: "0" } }];
    const [finding] = configurationFindings({ ...facts({ [setting]: "0ms" }), roles, sessions }, [
      pool("reports"),
      pool("booking"),
    ]);
    expect(finding).toMatchObject({
      value: "off",
      change: `ALTER SYSTEM SET ${setting} = '60s'; SELECT pg_reload_conf(); ALTER ROLE "reports" SET ${setting} = '60s';`,
    });
    const [other] = configurationFindings({ ...facts(), roles, sessions }, [pool()]);
    expect(other).toMatchObject({
      value: "off for reports",
      change: `ALTER ROLE "reports" SET ${setting} = '60s';`,
    });
  });
});

describe("the limits of pools and of their server", () => {
  const pool = (name: string, declaredMax: number | null): ConfiguredPool => ({ name, declaredMax });

  it.each<[string, ConfiguredPool[], string | null, string | null]>([
    ["fit", [pool("reports", 50), pool("bookings", 47)], null, null],
    ["do not fit together", [pool("reports", 50), pool("bookings", 48)], "together may open 98", "= 101"],
    [
      "do not fit by one pool alone",
      [pool("reports", 200), pool("bookings", 5)],
      "reports alone may open 200",
      "= 203",
    ],
    ["are not all declared", [pool("reports", null), pool("bookings", 97)], null, null],
  ])("%s", (_, pools, says, change) => {
    const [finding] = configurationFindings(facts(), pools);
    if (says === null) return expect(finding).toBeUndefined();
    expect(finding).toMatchObject({ level: "warning", setting: "max_connections" });
    expect(finding?.says).toContain(says);
    expect(finding?.change).toContain(change);
    expect(finding?.change).toContain("restart the server");
  });
});
