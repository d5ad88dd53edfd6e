import { describe, expect, test } from "vitest";
import { largestSize, type SizingQuestion, sizing, warningSentence } from "@/lib/pools/sizing/rules";
import { chanceOf } from "../../../support/chance";

const usual: SizingQuestion = {
  arrivalsPerSecond: 40,
  holdSeconds: 1,
  size: 50,
  leaked: 0,
  instances: 1,
  maxConnections: null,
  reservedConnections: 0,
};

function answer(question: Partial<SizingQuestion>) {
  const given = sizing({ ...usual, ...question });
  if (given.validity === "invalid") throw new Error(JSON.stringify(given.problems));
  return given;
}

const problems = (question: Partial<SizingQuestion>) => {
  const given = sizing({ ...usual, ...question });
  return given.validity === "invalid" ? given.problems : {};
};

const share = (actual: number | null, expected: number) => (actual ?? Number.NaN) / expected;

describe("a pool of 50 whose callers hold a connection for a second", () => {
  // Printed figures have two or three digits: each is met within one in a hundred.
  test.each([
    [40, 0.8, 0.087, 8.7, 216],
    [45, 0.9, 0.364, 73, 719],
    [49, 0.98, 0.838, 838, 4_400],
  ])(
    "with %i arrivals a second has the known utilisation, chance of waiting, mean and p99",
    (arrivals, utilisation, chance, mean, p99) => {
      const { now, needed } = answer({ arrivalsPerSecond: arrivals });
      expect(needed).toBe(arrivals);
      expect(now).toMatchObject({ connections: 50, stable: true });
      expect(now.utilisation).toBeCloseTo(utilisation, 10);
      for (const ratio of [
        share(now.chanceOfWaiting, chance),
        share(now.meanWaitMs, mean),
        share(now.quantileWaitMs, p99),
      ])
        expect(Math.abs(ratio - 1)).toBeLessThan(0.01);
    },
  );

  test.each([
    [0.95, 0.63],
    [0.99, 0.92],
  ])("at a utilisation of %f makes a share of %f wait", (utilisation, chance) => {
    const { now } = answer({ arrivalsPerSecond: 50 * utilisation });
    expect(Math.abs(share(now.chanceOfWaiting, chance) - 1)).toBeLessThan(0.01);
  });

  test("with 50 arrivals a second has a queue that grows", () => {
    expect(answer({ arrivalsPerSecond: 50 }).now).toEqual({
      connections: 50,
      utilisation: 1,
      stable: false,
      chanceOfWaiting: 1,
      meanWaitMs: null,
      quantileWaitMs: null,
    });
  });
});

describe("a pool of 50 with 760 arrivals a second that hold for 50 ms", () => {
  const busy = { arrivalsPerSecond: 760, holdSeconds: 0.05 };

  test.each([
    [0, 0.76, null],
    [5, 0.84, null],
    [8, 0.905, 47],
    [10, 0.95, 105],
  ])("and %i leaked has the known utilisation and p99", (leaked, utilisation, p99) => {
    const { now, withLeaks } = answer({ ...busy, leaked });
    expect(now.utilisation).toBeCloseTo(0.76, 10);
    expect(withLeaks).toMatchObject({ connections: 50 - leaked, stable: true });
    expect(Math.abs(share(withLeaks.utilisation, utilisation) - 1)).toBeLessThan(0.01);
    if (p99) expect(Math.abs(share(withLeaks.quantileWaitMs, p99) - 1)).toBeLessThan(0.01);
  });

  test("is unstable from 12 leaked on, and says so", () => {
    const { withLeaks, leaksUntilUnstable, smallestStable, warnings } = answer({ ...busy, leaked: 12 });
    expect({ leaksUntilUnstable, smallestStable }).toEqual({ leaksUntilUnstable: 12, smallestStable: 39 });
    expect(withLeaks.stable).toBe(false);
    expect(warnings).toEqual([{ kind: "unstable", leaked: 12 }]);
    expect(answer({ ...busy, leaked: 11 }).withLeaks.stable).toBe(true);
  });

  test("with 950 arrivals has a mean wait of 12.6 ms and a p99 of 83 ms", () => {
    const { now } = answer({ ...busy, arrivalsPerSecond: 950 });
    expect(Math.abs(share(now.meanWaitMs, 12.6) - 1)).toBeLessThan(0.01);
    expect(Math.abs(share(now.quantileWaitMs, 83) - 1)).toBeLessThan(0.01);
  });
});

describe("the formula", () => {
  test.each([0.1, 0.5, 0.8, 0.99])("is that of M/M/1 for one connection at %f", (arrivals) => {
    const { now } = answer({ arrivalsPerSecond: arrivals, size: 1 });
    expect(now.chanceOfWaiting).toBeCloseTo(arrivals, 10);
    expect(share(now.meanWaitMs, (1000 * arrivals) / (1 - arrivals))).toBeCloseTo(1, 10);
    expect(share(now.quantileWaitMs, (1000 / (1 - arrivals)) * Math.log(arrivals / 0.01))).toBeCloseTo(1, 10);
  });

  test.each([
    [2, 1.5],
    [5, 4],
    [20, 13],
  ])("agrees for %i connections and a load of %f with Erlang's sum written out", (size, load) => {
    const term = (n: number): number => (n === 0 ? 1 : (term(n - 1) * load) / n);
    const last = (term(size) * size) / (size - load);
    const rest = Array.from({ length: size }, (_, n) => term(n)).reduce((sum, each) => sum + each, 0);
    expect(answer({ arrivalsPerSecond: load, size }).now.chanceOfWaiting).toBeCloseTo(
      last / (rest + last),
      12,
    );
  });

  test("agrees with a queue that is played through, caller by caller", () => {
    const [callers, size, arrivals] = [400_000, 5, 2.5];
    const waited = playThrough(callers, size, arrivals).sort((one, other) => one - other);
    const { now } = answer({ arrivalsPerSecond: arrivals, size });
    const mean = waited.reduce((sum, each) => sum + each, 0) / callers;
    expect(
      Math.abs(share(now.chanceOfWaiting, waited.filter((each) => each > 0).length / callers) - 1),
    ).toBeLessThan(0.05);
    expect(Math.abs(share(now.meanWaitMs, 1000 * mean) - 1)).toBeLessThan(0.05);
    expect(Math.abs(share(now.quantileWaitMs, 1000 * (waited[0.99 * callers] ?? 0)) - 1)).toBeLessThan(0.05);
  });

  test("stays a number for thousands of connections, and grows with the load", () => {
    const chances = [0.5, 0.9, 0.99, 0.999, 0.999_999].map(
      (utilisation) => answer({ arrivalsPerSecond: 5_000 * utilisation, size: 5_000 }).now.chanceOfWaiting,
    );
    expect(chances).toEqual([...chances].sort((one, other) => one - other));
    expect(chances[0]).toBeLessThan(1e-100);
    expect(chances[3]).toBeGreaterThan(0.5);
    for (const chance of chances) expect(chance >= 0 && chance <= 1).toBe(true);
  });
});

describe("the smallest size", () => {
  test.each([
    [{ chanceOfWaiting: 0.087 }],
    [{ chanceOfWaiting: 0.01 }],
    [{ waitMs: 216.5 }],
    [{ waitMs: 0 }],
  ])("that keeps %j keeps it, and one connection less does not", (wanted) => {
    const { smallestWanted } = answer({ wanted });
    const kept = (size: number) => {
      const { chanceOfWaiting, quantileWaitMs } = answer({ size }).now;
      if (quantileWaitMs === null) return false;
      return "waitMs" in wanted ? quantileWaitMs <= wanted.waitMs : chanceOfWaiting <= wanted.chanceOfWaiting;
    };
    expect(smallestWanted).toBeGreaterThan(40);
    expect([kept(smallestWanted ?? 0), kept((smallestWanted ?? 0) - 1)]).toEqual([true, false]);
  });

  test("is that of the known table: 50 for a p99 of 217 ms at 40 a second", () => {
    expect(answer({ wanted: { waitMs: 217 } }).smallestWanted).toBe(50);
  });

  test("follows the quantile", () => {
    const of = (quantile: number) => answer({ quantile, wanted: { waitMs: 100 } }).smallestWanted ?? 0;
    expect(of(0.5)).toBeLessThan(of(0.99));
  });

  test("is the smallest stable one where any wait will do", () => {
    const { smallestStable, smallestWanted } = answer({ wanted: { chanceOfWaiting: 1 } });
    expect([smallestStable, smallestWanted]).toEqual([41, 41]);
  });

  test("is not told where nothing is wanted, nor above the largest pool", () => {
    expect(answer({}).smallestWanted).toBeNull();
    const vast = answer({ arrivalsPerSecond: largestSize, wanted: { waitMs: 10 } });
    expect(vast).toMatchObject({ smallestStable: null, smallestWanted: null, leaksUntilUnstable: 0 });
  });
});

describe("at the edges", () => {
  const quiet = { stable: true, chanceOfWaiting: 0, meanWaitMs: 0, quantileWaitMs: 0 };
  const stuck = {
    utilisation: null,
    stable: false,
    chanceOfWaiting: 1,
    meanWaitMs: null,
    quantileWaitMs: null,
  };

  test("nobody who comes waits for nothing, even where all is leaked", () => {
    const given = answer({ arrivalsPerSecond: 0, leaked: 50, wanted: { waitMs: 0 } });
    expect(given).toMatchObject({
      needed: 0,
      smallestStable: 1,
      smallestWanted: 1,
      leaksUntilUnstable: null,
    });
    expect(given.now).toEqual({ connections: 50, utilisation: 0, ...quiet });
    expect(given.withLeaks).toEqual({ connections: 0, utilisation: 0, ...quiet });
    expect(given.warnings).toEqual([]);
  });

  test("who gives a connection back at once leaves nobody waiting, until none is left", () => {
    const given = answer({ holdSeconds: 0, leaked: 50, wanted: { waitMs: 0 } });
    expect(given).toMatchObject({ needed: 0, smallestStable: 1, smallestWanted: 1, leaksUntilUnstable: 50 });
    expect(given.now).toEqual({ connections: 50, utilisation: 0, ...quiet });
    expect(given.withLeaks).toEqual({ connections: 0, ...stuck });
  });

  test("50 leaked of 50 leave no connection", () => {
    expect(answer({ leaked: 50 }).withLeaks).toEqual({ connections: 0, ...stuck });
  });

  test("a load that rounding puts a hair below the size is unstable", () => {
    expect(answer({ arrivalsPerSecond: 10 * (1 - 1e-12), holdSeconds: 5 }).now.stable).toBe(false);
  });

  test("no figure is other than a number or null, whatever is asked", () => {
    const chance = chanceOf(4);
    for (let run = 0; run < 2_000; run++) {
      const size = chance.one([1, 2, 50, 1 + chance.below(400)]);
      const given = sizing({
        arrivalsPerSecond: chance.one([0, 1e-300, 0.5, 40, 1_000_000, chance.below(3_000)]),
        holdSeconds: chance.one([0, 1e-300, 0.001, 1, 86_400, chance.below(100) / 1000]),
        size,
        leaked: chance.below(Math.min(60, size + 1)),
        instances: 1 + chance.below(9),
        maxConnections: chance.one([null, 1, 100]),
        reservedConnections: chance.below(200),
        wanted: chance.one([{ waitMs: 5 }, { chanceOfWaiting: 0.000_001 }]),
      });
      const text = JSON.stringify(given, (_, value) =>
        typeof value === "number" && !Number.isFinite(value) ? "no number" : value,
      );
      expect(text).not.toContain("no number");
      expect(given.validity).toBe("ok");
    }
  });
});

describe("what cannot be asked", () => {
  const whole = (least: number, most: string) => `Give a whole number from ${least} to ${most}.`;
  test.each([
    ["arrivalsPerSecond", Number.NaN, "Give a number from 0 to 1,000,000."],
    ["arrivalsPerSecond", Number.POSITIVE_INFINITY, "Give a number from 0 to 1,000,000."],
    ["arrivalsPerSecond", -1, "Give a number from 0 to 1,000,000."],
    ["holdSeconds", -0.001, "Give a number from 0 to 86,400."],
    ["holdSeconds", Number.NaN, "Give a number from 0 to 86,400."],
    ["size", 0, whole(1, "100,000")],
    ["size", 2.5, whole(1, "100,000")],
    ["size", Number.NEGATIVE_INFINITY, whole(1, "100,000")],
    ["leaked", -1, whole(0, "100,000")],
    ["instances", 0, whole(1, "100,000")],
    ["maxConnections", 0, whole(1, "1,000,000")],
    ["reservedConnections", -3, whole(0, "1,000,000")],
    ["quantile", 1, "Give a number from 0.5 to 0.999."],
  ])("%s of %d gets a sentence for its field", (field, value, sentence) => {
    expect(problems({ [field]: value })).toEqual({ [field]: sentence });
  });

  test.each([51, 1_000])(
    "%i leaked of 50 connections are refused: no more can leak than there are",
    (leaked) => {
      expect(problems({ leaked })).toEqual({
        leaked: "Give a whole number from 0 to 50: no more can leak than there are connections.",
      });
    },
  );

  test("where the size itself is wrong, nothing is said of what leaked but its own limits", () => {
    expect(problems({ size: 0, leaked: 5 })).toEqual({ size: whole(1, "100,000") });
    expect(problems({ size: Number.NaN, leaked: -1 })).toEqual({
      size: whole(1, "100,000"),
      leaked: whole(0, "100,000"),
    });
  });

  test("what is wanted is checked as well, and every field at once", () => {
    expect(problems({ size: 0, wanted: { waitMs: -1 } })).toEqual({
      size: whole(1, "100,000"),
      waitMs: "Give a number from 0 to 86,400,000.",
    });
    expect(problems({ wanted: { chanceOfWaiting: 0 } })).toEqual({
      chanceOfWaiting: "Give a number from 0.000001 to 1.",
    });
  });
});

describe("warnings", () => {
  const warned = (question: Partial<SizingQuestion>) => answer(question).warnings.map(warningSentence);

  test.each([
    ["a quiet pool has none", {}, []],
    [
      "the founding incident's cure of 200 wants more than a default Postgres has",
      { size: 200, maxConnections: 100, reservedConnections: 3 },
      ["The pool can open 200 connections; the database has 97 for it."],
    ],
    ["a pool that just fits has none", { size: 97, maxConnections: 100, reservedConnections: 3 }, []],
    [
      "instances count together",
      { instances: 20, maxConnections: 500 },
      ["20 pools of 50 can open 1,000 connections; the database has 500 for them."],
    ],
    [
      "more reserved than there are leaves none",
      { maxConnections: 2, reservedConnections: 3 },
      ["The pool can open 50 connections; the database has 0 for it."],
    ],
    ["80 % is not yet above 80 %", { arrivalsPerSecond: 40 }, []],
    [
      "90 % is",
      { arrivalsPerSecond: 45 },
      ["90.0 % of the connections are in use: above 80 % waits grow steeply."],
    ],
    [
      "a leak can make it so",
      { leaked: 5 },
      ["88.9 % of the connections are in use with 5 leaked: above 80 % waits grow steeply."],
    ],
    [
      "a busy pool that a leak makes unstable has both",
      { arrivalsPerSecond: 45, leaked: 5 },
      [
        "Callers come faster than connections come back with 5 leaked: the queue grows without end.",
        "90.0 % of the connections are in use: above 80 % waits grow steeply.",
      ],
    ],
    [
      "a pool that is too small has the one, leak or not",
      { arrivalsPerSecond: 60, leaked: 5 },
      ["Callers come faster than connections come back: the queue grows without end."],
    ],
  ])("%s", (_, question, sentences) => {
    expect(warned(question)).toEqual(sentences);
  });
});

/** How long each caller waited, in seconds, in a queue of so many connections held for a second on average. */
function playThrough(callers: number, size: number, arrivals: number): number[] {
  const chance = chanceOf(17);
  const exponential = (mean: number) => -mean * Math.log((chance.below(2 ** 32) + 0.5) / 2 ** 32);
  const freeAt: number[] = Array(size).fill(0);
  let now = 0;
  return Array.from({ length: callers }, () => {
    now += exponential(1 / arrivals);
    const next = freeAt.indexOf(Math.min(...freeAt));
    const begins = Math.max(now, freeAt[next] ?? 0);
    freeAt[next] = begins + exponential(1);
    return begins - now;
  });
}
