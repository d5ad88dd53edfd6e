import { describe, expect, it } from "vitest";
import { samplesOfJson } from "@/lib/pools/sources/json/rules";
import { jsonAnswer } from "@/lib/pools/sources/json/schema";
import { beginning } from "../../../../support/cast";

const read = (...entries: unknown[]) => samplesOfJson(entries, beginning);

describe("figures as plain JSON", () => {
  it("are of the moment at which they are asked for, whatever else is said", () => {
    const whole = { max: 50, used: 41, idle: 9, idleInTransaction: 3, waiting: 2, oldestHoldSeconds: 7.5 };
    const more = { acquireWaitP95Ms: 12.5, timeouts: 4, transactions: 90_000 };
    expect(read({ name: "main", ...whole, ...more, at: "1970-01-01T00:00:00Z", comment: "none" })).toEqual({
      told: [
        {
          ...{ service: null, pool: "main", instance: "main" },
          sample: { at: beginning, ...whole, ...more },
        },
      ],
      refused: [],
    });
  });

  it("may be told of several instances, and name a service", () => {
    const { told } = read(
      { name: "main", service: "shop", instance: "pod-1", used: 1 },
      { name: "main", service: "shop", instance: "pod-2", used: 2 },
      { name: "main", service: "shop", used: 3 },
    );
    expect(told.map(({ service, instance, sample }) => [service, instance, sample.used])).toEqual([
      ["shop", "pod-1", 1],
      ["shop", "pod-2", 2],
      ["shop", "shop", 3],
    ]);
  });

  it("that are left out or null are not known, and a limit of nought is none", () => {
    const { told } = read({ name: "main", used: 0, idle: null, max: 0, waiting: undefined });
    expect(told[0]?.sample).toEqual({ at: beginning, used: 0 });
  });

  it.each<[string, unknown, string]>([
    ["no object", "main", "It is no object."],
    ["no name", { used: 1 }, "Name is no text."],
    ["an empty name", { name: " ", used: 1 }, "It has no name."],
    ["a name that is a number", { name: 3, used: 1 }, "Name is no text."],
    [
      "a name without end",
      { name: "n".repeat(201), used: 1 },
      "Its name, service or instance is too long, or no text.",
    ],
    [
      "a name that cannot be kept",
      { name: "a\u0000b", used: 1 },
      "Its name, service or instance is too long, or no text.",
    ],
    ["an instance that is a list", { name: "main", instance: [], used: 1 }, "Instance is no text."],
    ["no figure", { name: "main" }, "It tells no figure."],
    ["a figure as text", { name: "main", used: "41" }, "Used is no number."],
    ["a negative one", { name: "main", used: -1 }, "Used: Its value is negative: -1."],
    [
      "half a connection",
      { name: "main", idle: 1.5 },
      "Idle: Its value is a fraction, 1.5, where whole things are counted.",
    ],
    [
      "more than there can be",
      { name: "main", max: 1e12 },
      "Max: Its value is larger than can be: 1000000000000.",
    ],
  ])("with %s are left out with a sentence, and the rest is taken", (_, entry, reason) => {
    const { told, refused } = read(entry, { name: "good", used: 1 });
    expect(told.map(({ pool }) => pool)).toEqual(["good"]);
    expect(refused).toEqual([{ name: "pools[0]", points: 1, reason }]);
  });

  it("of one instance are taken once", () => {
    const { told, refused } = read({ name: "main", used: 1 }, { name: "main", used: 2 });
    expect(told.map(({ sample }) => sample.used)).toEqual([1]);
    expect(refused).toEqual([{ name: "pools[1]", points: 1, reason: "It is told of twice." }]);
  });
});

it.each<[string, unknown, string]>([
  ["a list", [], "it is no object with pools in it"],
  ["nothing", null, "it is no object with pools in it"],
  ["no pools", {}, "pools is no list"],
  ["pools that are none", { pools: { main: 1 } }, "pools is no list"],
  ["ten thousand", { pools: Array(10_000).fill({}) }, "pools has more than 2,000 entries"],
])("an answer with %s cannot be read", (_, answer, says) => {
  expect(jsonAnswer.safeParse(answer).error?.issues[0]?.message).toBe(says);
});
