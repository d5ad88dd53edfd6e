import { describe, expect, it } from "vitest";
import {
  faultsIn,
  inTime,
  intervalOf,
  numbered,
  poolNameOf,
  sayRefused,
  together,
  toldNames,
} from "@/lib/pools/intake/rules";
import type { NumberPoint } from "@/lib/pools/metrics/schema";
import { beginning } from "../../../support/cast";
import { days, later, minutes, seconds } from "../../../support/clock";

const point = (at: Date): NumberPoint => ({
  ...{ kind: "number", name: "hikaricp_connections_active", labels: {}, value: 1 },
  at,
});

describe("a point's time", () => {
  it.each<[string, Date, boolean]>([
    ["now", beginning, true],
    ["a minute ahead", later(beginning, minutes(1)), true],
    ["more than that ahead", later(beginning, minutes(1) + 1), false],
    ["two weeks ago", later(beginning, -days(14)), true],
    ["before that", later(beginning, -days(14) - 1), false],
    ["of the year 1970", new Date(0), false],
    ["of the year 2554", new Date(18_446_744_073_709), false],
    ["none", new Date(Number.NaN), false],
  ])("is taken or refused: %s", (_, at, taken) => {
    const { timely, refused } = inTime([point(at)], beginning);
    expect([timely.length, refused.length]).toEqual(taken ? [1, 0] : [0, 1]);
  });

  it("is told once of many", () => {
    const { refused } = inTime([point(new Date(0)), point(new Date(1))], beginning);
    expect(refused).toMatchObject([{ points: 2, reason: expect.stringMatching(/before what is kept/) }]);
  });
});

describe("what a sender hears of", () => {
  it("is what is broken or has no pool, not what is unknown or has ended", () => {
    const unread = (["unknown", "nameless", "no_value", "broken"] as const).map((code) => ({
      ...{ code, name: code, reason: `${code}.`, points: 1 },
    }));
    expect(faultsIn(unread).map(({ name }) => name)).toEqual(["nameless", "broken"]);
  });

  it.each<[string, [string, number, string][], string]>([
    ["one point", [["up", 1, "It is negative."]], "1 point was not taken. up: It is negative."],
    ["points of no metric", [["", 8_000, "Full."]], "8,000 points were not taken. Full."],
    [
      "the same reason twice",
      [
        ["a", 1, "No."],
        ["b", 2, "No."],
        ["c", 3, "Never."],
      ],
      "6 points were not taken. a: No. c: Never.",
    ],
    [
      "many reasons",
      [
        ["a", 1, "A."],
        ["b", 1, "B."],
        ["c", 1, "C."],
        ["d", 1, "D."],
        ["e", 1, "E."],
      ],
      "5 points were not taken. a: A. b: B. c: C. And 2 more reasons.",
    ],
  ])("in words: %s", (_, given, says) => {
    expect(sayRefused(given.map(([name, points, reason]) => ({ name, points, reason })))).toBe(says);
  });

  it("adds up by reason", () => {
    const refused = { name: "a", points: 2, reason: "No." };
    expect(together([refused, { ...refused, name: "b" }])).toEqual([{ ...refused, points: 4 }]);
  });
});

it.each<[string, boolean]>([
  ["hikaricp_connections_active", true],
  ["db.client.connection.count", true],
  ["pg_settings_max_connections", true],
  ["hikaricp_connections_usage_seconds_bucket", false],
  ["http_requests_total", false],
  ["", false],
  ["__proto__", false],
])("knows whether a sample can hold %s", (name, told) => {
  const isTold = toldNames();
  expect([isTold(name), isTold(name)]).toEqual([told, told]);
});

it.each<[string, number[], number | null]>([
  ["too few gaps", [15_000], null],
  ["even gaps", new Array(20).fill(seconds(15)), 15],
  ["some that are missing", [...new Array(19).fill(seconds(15)), seconds(300)], 15],
  [
    "two rhythms, of which the slower counts",
    [...new Array(10).fill(5_000), ...new Array(10).fill(60_000)],
    60,
  ],
  ["very short ones", new Array(20).fill(100), 5],
  ["very long ones", new Array(20).fill(minutes(60)), 300],
])("tells how often a source delivers: %s", (_, gaps, wanted) => {
  expect(intervalOf(gaps)).toBe(wanted);
});

it.each<[string | null, string, string]>([
  ["checkout", "HikariPool-1", "checkout · HikariPool-1"],
  [null, "orders", "orders"],
  ["", "orders", "orders"],
  ["orders-database", "orders-database", "orders-database"],
  ["  ", "  ", "pool"],
  ["s".repeat(200), "p", "s".repeat(190)],
  ["🚢".repeat(200), "p", "🚢".repeat(190)],
])("names the pool of %j and %j", (service, pool, name) => {
  expect(poolNameOf(service, pool)).toBe(name);
  expect(numbered(name, 1)).toBe(name);
  expect(numbered(name, 3)).toBe(`${name} (3)`);
});
