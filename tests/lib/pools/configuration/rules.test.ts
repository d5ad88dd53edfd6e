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
    for (const { change } of found) expect(change).toMatch(/^ALTER (SYSTEM|ROLE)/);
  });

  it("does not mind a server that does not know a setting", () => {
    expect(configurationFindings({ maxConnections: 100, reserved: 3, settings: {} }, [])).toEqual([]);
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
  });
});
