import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { decodeOtlp } from "@/lib/pools/intake/otlp/decode";
import { mapMetrics } from "@/lib/pools/metrics/rules";

it("the body that docs/pools.md sends by hand is a pool with its limit", () => {
  const [, body = ""] =
    /-d '(\{"resourceMetrics.*?)'\n```/s.exec(readFileSync("docs/pools.md", "utf8")) ?? [];
  const told = body.replaceAll("'$(date +%s)'", "1770000000");
  const { points, unreadable } = decodeOtlp(Buffer.from(told), "json");
  const { samples } = mapMetrics(points, new Map());
  expect(unreadable).toEqual([]);
  expect(samples).toMatchObject([
    { service: "shop", pool: "main", instance: "pod-1", sample: { used: 41, max: 50 } },
  ]);
});
