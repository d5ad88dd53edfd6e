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

  describe("with servers that are known", () => {
    const servers = [{ host: "db", port: 5432, databases: 2, mayOpen: 120 }];
    const known = { name: "Orders database", host: "DB", port: 5432, maxConnections: 100, reserved: 3 };

    it("warns where it may open more than the server has, with how many each database may have", () => {
      expect(poolerFindings({ settings: {}, servers }, [known])).toEqual([
        {
          ...{ level: "warning", setting: "max_db_connections", value: "120 together on Orders database" },
          says: "For its 2 databases on Orders database PgBouncer may open 120 connections, and the server has 97 for them: it refuses the rest while clients wait. Limit each database there, or give the server more.",
          change: "max_db_connections = 48",
        },
      ]);
    });

    it.each([
      ["has as many", { ...known, maxConnections: 123 }],
      ["is another one", { ...known, port: 5433 }],
    ])("says nothing where the server %s", (_, server) => {
      expect(poolerFindings({ settings: {}, servers }, [server])).toEqual([]);
    });
  });
});
