import { describe, expect, it } from "vitest";
import { mayReadMetrics } from "../../../lib/web/metrics-access";

const headers = (fields: Record<string, string>) => new Headers(fields);
const near = { "x-highwater-peer": "127.0.0.1", "x-highwater-proxied": "no" };

describe("the metrics", () => {
  it("are read from this machine, and not through a proxy", () => {
    expect(mayReadMetrics(headers(near), undefined)).toBe(true);
    expect(mayReadMetrics(headers({ ...near, "x-highwater-peer": "::ffff:127.0.0.1" }), undefined)).toBe(
      true,
    );
    expect(mayReadMetrics(headers({ ...near, "x-highwater-peer": "10.0.0.5" }), undefined)).toBe(false);
    expect(mayReadMetrics(headers({ ...near, "x-highwater-proxied": "yes" }), undefined)).toBe(false);
    expect(mayReadMetrics(headers({ "x-highwater-peer": "127.0.0.1" }), undefined)).toBe(false);
    expect(mayReadMetrics(headers({}), undefined)).toBe(false);
  });

  it("are read with the token where one is set, from wherever", () => {
    expect(mayReadMetrics(headers({ authorization: "Bearer right" }), "right")).toBe(true);
    expect(mayReadMetrics(headers({ authorization: "Bearer wrong" }), "right")).toBe(false);
    expect(mayReadMetrics(headers(near), "right")).toBe(false);
  });
});
