import { describe, expect, it, test } from "vitest";
import { plainName, spellingsOf, unitNamed } from "@/lib/pools/metrics/names/rules";

describe("a name", () => {
  test.each([
    ["db.client.connection.count", "db_client_connection_count"],
    ["hikaricp.connections.active", "hikaricp_connections_active"],
    ["pg_settings_max_connections", "pg_settings_max_connections"],
    ["pool size {a}", "pool_size__a_"],
  ])("%s is spelled %s in Prometheus", (name, plain) => {
    expect(plainName(name)).toBe(plain);
  });

  it("loses its endings one by one, and what they said is kept", () => {
    expect(spellingsOf("hikaricp_connections_acquire_seconds_max")).toEqual([
      { base: "hikaricp_connections_acquire_seconds_max", facet: null, unit: null },
      { base: "hikaricp_connections_acquire_seconds", facet: "max", unit: null },
      { base: "hikaricp_connections_acquire", facet: "max", unit: "s" },
    ]);
  });

  it("has one part of a histogram and one unit at most", () => {
    expect(spellingsOf("pg_pool_connections_created_total").map(({ base }) => base)).toEqual([
      "pg_pool_connections_created_total",
      "pg_pool_connections_created",
    ]);
    expect(spellingsOf("wait_ms_seconds").map(({ base }) => base)).toEqual(["wait_ms_seconds", "wait_ms"]);
  });

  it("of nothing but endings, or of great length, has an end", () => {
    expect(spellingsOf("_total")).toHaveLength(1);
    expect(spellingsOf(`x${"_requests".repeat(1_000)}`).length).toBeLessThan(10);
    expect(plainName("a".repeat(100_000)).length).toBeLessThan(1_000);
  });
});

describe("a unit", () => {
  test.each([
    ["s", "s"],
    ["ms", "ms"],
    ["Milliseconds", "ms"],
    ["nanos", "ns"],
    ["us", "us"],
    ["{connection}", null],
    ["1", null],
    ["", null],
  ])("'%s' is read as %s", (word, unit) => {
    expect(unitNamed(word)).toBe(unit);
  });
});
