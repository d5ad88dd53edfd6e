import { describe, expect, it } from "vitest";
import { auditedSettings, findingsOf, settingValue } from "@/lib/pools/configuration/audit/rules";

const server = {
  facts: {
    ...{ version: "15.8", maxConnections: 100, reserved: 3 },
    settings: { lock_timeout: "0ms", statement_timeout: "30000ms", tcp_keepalives_idle: "unknown" },
  },
  pooler: null,
  pools: [{ name: "reports", declaredMax: 50 }],
};
const pooler = {
  facts: null,
  pooler: { version: "1.18", settings: { query_timeout: "0", pool_mode: "transaction" } } as never,
  pools: [],
};
const silent = { facts: null, pooler: null, pools: [] };

describe("the audit of a source", () => {
  it("looks at settings of servers and poolers alone", () => {
    expect(auditedSettings("postgres")).toEqual([
      ...["max_connections", "idle_in_transaction_session_timeout", "statement_timeout"],
      ...["lock_timeout", "tcp_keepalives_idle"],
    ]);
    expect(auditedSettings("pgbouncer")).toContain("query_wait_timeout");
    expect((["own", "otlp", "remote_write", "prometheus", "json"] as const).flatMap(auditedSettings)).toEqual(
      [],
    );
  });

  it("finds what stands out by the kind that it is of, and says nothing of one that never told", () => {
    expect(findingsOf(server)?.map(({ setting }) => setting)).toEqual(["lock_timeout"]);
    expect(findingsOf(pooler)?.map(({ setting }) => setting)).toEqual(["query_timeout"]);
    expect(findingsOf(silent)).toBeNull();
  });

  it.each<[string, Parameters<typeof settingValue>[0], string, string | null]>([
    ["as the server says it", server, "statement_timeout", "30000ms"],
    ["of a limit, with what is reserved", server, "max_connections", "100, of which 3 are reserved"],
    ["as the pooler says it", pooler, "pool_mode", "transaction"],
    ["none of what the server does not know", server, "idle_in_transaction_session_timeout", null],
    ["none of what is no amount", server, "tcp_keepalives_idle", null],
    [
      "none of a limit that no pool can be compared with",
      { ...server, pools: [{ name: "reports", declaredMax: null }] },
      "max_connections",
      null,
    ],
    ["none of what the pooler does not know", pooler, "query_wait_timeout", null],
    ["none of a source that never told", silent, "statement_timeout", null],
  ])("gives a value %s", (_, source, setting, value) => {
    expect(settingValue(source, setting)).toBe(value);
  });
});
