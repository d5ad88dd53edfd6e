import { describe, expect, it } from "vitest";
import { poolerFindings } from "@/lib/pools/configuration/pooler/rules";

/** As PgBouncer 1.18 is set where nobody sets anything. */
const usual = {
  ...{ pool_mode: "session", query_wait_timeout: "120", query_timeout: "0" },
  ...{ idle_transaction_timeout: "0", default_pool_size: "20" },
  ...{ max_client_conn: "100", max_db_connections: "0" },
};

describe("a PgBouncer's configuration", () => {
  it("as it comes, lets a client hold a connection for ever", () => {
    expect(poolerFindings({ settings: usual })).toMatchObject([
      {
        ...{ level: "warning", setting: "idle_transaction_timeout", value: "off" },
        change: "idle_transaction_timeout = 60",
      },
      { level: "note", setting: "pool_mode", value: "session" },
      { level: "note", setting: "query_timeout", value: "off" },
      { level: "note", setting: "max_client_conn", value: "100" },
      { level: "note", setting: "max_db_connections", value: "off" },
    ]);
  });

  it("warns where clients wait without end", () => {
    const found = poolerFindings({ settings: { ...usual, query_wait_timeout: "0" } });
    expect(found.filter(({ level }) => level === "warning").map(({ setting }) => setting)).toEqual([
      "idle_transaction_timeout",
      "query_wait_timeout",
    ]);
  });

  it("has nothing to say of settings that are fine, or that it does not know", () => {
    const fine = {
      ...{ pool_mode: "transaction", query_timeout: "30.5", idle_transaction_timeout: "60" },
      ...{ max_client_conn: "101", max_db_connections: "80" },
    };
    expect(poolerFindings({ settings: fine })).toEqual([]);
    expect(poolerFindings({ settings: {} })).toEqual([]);
  });
});
