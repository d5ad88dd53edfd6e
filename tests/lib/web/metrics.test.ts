import { expect, it } from "vitest";
import { closePool, pool } from "@/lib/core/pool";
import { readMetrics } from "@/lib/web/metrics";

const lineOf = async (name: string) =>
  (await readMetrics()).text.split("\n").find((line) => line.startsWith(`${name} `));

it("tells of the pool before anything asked for a connection, and of Node", async () => {
  await closePool();
  const { text, contentType } = await readMetrics();
  expect(contentType).toContain("text/plain");
  for (const name of [
    "highwater_pool_max 10",
    "highwater_pool_used 0",
    "highwater_pool_waiting 0",
    "highwater_pool_timeouts_total 0",
    "highwater_pool_oldest_hold_seconds 0",
    "highwater_pool_wait_seconds_count 0",
    "highwater_pool_hold_seconds_count 0",
  ])
    expect(text.split("\n")).toContain(name);
  for (const name of [
    "process_resident_memory_bytes",
    "nodejs_eventloop_lag_seconds",
    "nodejs_heap_size_used_bytes",
  ])
    expect(await lineOf(name)).toMatch(/ [\d.e+-]+$/);
});

it("counts a connection while it is held, and how long once it is given back", async () => {
  const client = await pool().connect();
  expect(await lineOf("highwater_pool_used")).toBe("highwater_pool_used 1");
  client.release();
  expect(await lineOf("highwater_pool_used")).toBe("highwater_pool_used 0");
  expect(await lineOf("highwater_pool_hold_seconds_count")).toBe("highwater_pool_hold_seconds_count 1");
});
