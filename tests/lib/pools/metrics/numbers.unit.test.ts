import { describe, expect, it } from "vitest";
import type { Mapping, NumberPoint } from "@/lib/pools/metrics/schema";
import { later, seconds } from "../../../support/clock";
import { taken } from "./exposition";
import { requests } from "./requests";

const past = (ms: number) => later(taken, ms);

describe("sums that tell changes", () => {
  const change = (name: string, value: number, from: number, to: number): NumberPoint => ({
    kind: "number",
    name,
    labels: { "service.name": "shop", "db.client.connection.pool.name": "orders", state: "used" },
    value,
    at: past(seconds(to)),
    startAt: past(seconds(from)),
    temporality: "delta",
  });
  const used = (mapping: Mapping) => mapping.samples[0]?.sample.used;
  const count = "db.client.connection.count";

  it("are added up, once each", () => {
    const mappings = requests(
      [change(count, 8, 0, 15)],
      [change(count, -3, 15, 30)],
      [change(count, -3, 15, 30)],
      [change(count, 5, 30, 45)],
    );
    expect(mappings.map(used)).toEqual([8, 5, 5, 10]);
  });

  it("begin anew when some are missing in between, as after a restart of the sender", () => {
    const mappings = requests([change(count, 8, 0, 15)], [change(count, 2, 40, 60)]);
    expect(mappings.map(used)).toEqual([8, 2]);
  });

  it("that fall below nothing are left out, for their beginning is not known", () => {
    const [first] = requests([change(count, -3, 0, 15)]);
    expect(first).toMatchObject({ samples: [], unread: [{ code: "broken" }] });
  });

  it("that are no number leave the sum as it is", () => {
    const mappings = requests(
      [change(count, 8, 0, 15)],
      [change(count, Number.NaN, 15, 16)],
      [change(count, 1, 15, 30)],
    );
    expect(mappings.map(used)).toEqual([8, undefined, 9]);
  });

  it("are no different from totals for a counter of timeouts", () => {
    const [, second] = requests(
      [change("db.client.connection.timeouts", 4, 0, 15)],
      [change("db.client.connection.timeouts", 2, 15, 30)],
    );
    expect(second?.samples[0]?.sample.timeouts).toBe(6);
  });
});
