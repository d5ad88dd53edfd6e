import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signs } from "@/lib/pools/attribution/labels";
import { attributeBreach } from "@/lib/pools/attribution/rules";
import type { Breach } from "@/lib/pools/attribution/schema";
import { figures } from "@/lib/pools/labels";
import type { Holder, HolderState } from "@/lib/pools/schema";
import { climb, founding, holder, limits, peak, quarterHour, slow } from "./breaches";

const silent: Breach = {
  samples: [],
  holders: { now: [], before: null },
  throughput: { baseline: null, now: null },
  limits,
};
const withHolders = (breach: Breach, now: Holder[], before: Holder[]): Breach => ({
  ...breach,
  holders: { now, before: { holders: before, secondsAgo: 300 } },
});
const last = (breach: Breach) => breach.samples.slice(-1);
const sayings = (breach: Breach) =>
  Object.fromEntries(attributeBreach(breach).reasons.map(({ name, says }) => [name, says]));

describe("a breach is a leak", () => {
  it.each<[string, Breach, number, number]>([
    ["in the founding incident: 46 of 50 idle in transaction, ever older, less done", founding, 0.9, 0.95],
    [
      "where what leaks is outside a transaction and looks idle",
      withHolders(
        founding,
        [holder("idle", 46, 540), holder("active", 4, 0.3)],
        [holder("idle", 18, 240), holder("active", 9, 0.4)],
      ),
      0.9,
      0.95,
    ],
    [
      "where transactions failed and were not ended",
      withHolders(
        founding,
        [holder("idle in transaction (aborted)", 46, 540), holder("active", 4, 0.3)],
        [holder("active", 27, 0.4)],
      ),
      0.9,
      0.95,
    ],
    ["where nothing is done any more", { ...founding, throughput: { baseline: 40, now: 0 } }, 0.9, 0.95],
    [
      "less surely where more is done as well",
      { ...founding, throughput: { baseline: 40, now: 60 } },
      0.4,
      0.6,
    ],
    [
      "less surely where a few statements grew older as well",
      withHolders(
        founding,
        [holder("idle in transaction", 42, 540), holder("active", 8, 30)],
        [holder("idle in transaction", 18, 240), holder("active", 9, 0.4)],
      ),
      0.5,
      0.8,
    ],
    ["less surely from holders alone", { ...silent, holders: founding.holders }, 0.5, 0.7],
    [
      "less surely from one sample and the holders of that moment",
      { ...silent, samples: last(founding), holders: { now: founding.holders.now, before: null } },
      0.4,
      0.6,
    ],
    ["less surely from one sample alone", { ...silent, samples: last(founding) }, 0.4, 0.6],
  ])("%s", (_, breach, least, most) => {
    const { cause, confidence } = attributeBreach(breach);
    expect(cause).toBe("leak");
    expect(confidence).toBeGreaterThanOrEqual(least);
    expect(confidence).toBeLessThanOrEqual(most);
  });
});

describe("a breach comes from slow queries", () => {
  const own = holder("idle", 30, 3_000, { application: "web" });

  it.each<[string, Breach, number, number]>([
    ["where all that runs became slow", slow, 0.85, 0.95],
    [
      "where a statement is new and slow",
      withHolders(
        slow,
        [holder("active", 40, 90, { fingerprint: "select b" }), holder("active", 8, 0.4)],
        [holder("active", 23, 0.6)],
      ),
      0.6,
      0.9,
    ],
    [
      "where a pool keeps many idle connections, which are not in use",
      withHolders(slow, [...slow.holders.now, own], [...(slow.holders.before?.holders ?? []), own]),
      0.85,
      0.95,
    ],
    [
      "where five connections leaked beside",
      withHolders(
        slow,
        [holder("active", 43, 42), holder("idle in transaction", 5, 400)],
        [holder("active", 23, 0.6), holder("idle in transaction", 2, 100)],
      ),
      0.7,
      0.9,
    ],
    ["less surely where throughput is not known", { ...slow, throughput: silent.throughput }, 0.5, 0.7],
    [
      "less surely where holders before are not known, but statements are above the limit",
      { ...slow, holders: { now: [holder("active", 48, 90)], before: null } },
      0.5,
      0.75,
    ],
  ])("%s", (_, breach, least, most) => {
    const { cause, confidence } = attributeBreach(breach);
    expect(cause).toBe("slow_queries");
    expect(confidence).toBeGreaterThanOrEqual(least);
    expect(confidence).toBeLessThanOrEqual(most);
  });
});

describe("a breach comes from load", () => {
  const fourFifths: Breach = {
    ...peak,
    samples: quarterHour((second) => ({ used: climb(40, 50, 600, second), oldestHoldSeconds: 2 })),
    throughput: { baseline: 40, now: 49 },
  };
  const before = peak.holders.before?.holders ?? [];
  const copying = { application: "export", fingerprint: "copy t to stdout" };

  it.each<[string, Breach, number, number]>([
    ["where twice as much is done and holds stay short", peak, 0.85, 0.95],
    ["where a pool that was at 80 % had room for a quarter more only", fourFifths, 0.45, 0.7],
    [
      "where one connection leaked days ago",
      {
        ...withHolders(
          peak,
          [...peak.holders.now, holder("idle in transaction", 1, 90_300)],
          [...before, holder("idle in transaction", 1, 90_000)],
        ),
        samples: peak.samples.map((sample, index) => ({ ...sample, oldestHoldSeconds: 89_400 + index * 15 })),
      },
      0.6,
      0.8,
    ],
    [
      "where one long export runs among many short statements",
      withHolders(
        peak,
        [...peak.holders.now, holder("active", 1, 3_900, copying)],
        [...before, holder("active", 1, 3_600, copying)],
      ),
      0.8,
      0.95,
    ],
    ["less surely from samples and throughput alone", { ...peak, holders: silent.holders }, 0.6, 0.85],
  ])("%s", (_, breach, least, most) => {
    const { cause, confidence } = attributeBreach(breach);
    expect(cause).toBe("load");
    expect(confidence).toBeGreaterThanOrEqual(least);
    expect(confidence).toBeLessThanOrEqual(most);
  });
});

describe("a breach is unclear", () => {
  it.each<[string, Breach]>([
    ["where nothing is known", silent],
    ["where only connections in use are known", { ...silent, samples: quarterHour(() => ({ used: 48 })) }],
    [
      "from one sample that tells connections in use alone",
      { ...silent, samples: quarterHour(() => ({ used: 48 })).slice(-1) },
    ],
    [
      "where half leaked and half became slow",
      withHolders(
        founding,
        [holder("idle in transaction", 25, 540), holder("active", 25, 60)],
        [holder("idle in transaction", 10, 240), holder("active", 15, 0.5)],
      ),
    ],
    [
      "where more is done and half leaked",
      {
        ...withHolders(
          founding,
          [holder("idle in transaction", 25, 540), holder("active", 25, 0.5)],
          [holder("idle in transaction", 10, 240), holder("active", 15, 0.5)],
        ),
        throughput: { baseline: 40, now: 62 },
      },
    ],
    ["where it looks like load and throughput is not known", { ...peak, throughput: silent.throughput }],
    ["where only throughput is known to grow", { ...silent, throughput: { baseline: 40, now: 90 } }],
    [
      "where holders do what nobody knows",
      { ...silent, holders: { now: [holder("other", 50, 10)], before: null } },
    ],
  ])("%s", (_, breach) => {
    expect(attributeBreach(breach)).toMatchObject({ cause: "unclear", confidence: 0 });
  });
});

describe("reasons", () => {
  it("are the numbers, as sentences, with what each speaks for and against", () => {
    expect(attributeBreach(founding).reasons).toEqual([
      {
        name: "states",
        values: { doingNothing: 46, atWork: 4 },
        says: "46 of 50 held connections do nothing (idle in transaction, or idle for longer than 60 s); at work: 4.",
        known: true,
        speaksFor: ["leak"],
        speaksAgainst: ["slow_queries", "load"],
      },
      {
        name: "holdAge",
        values: { before: 75, now: 510 },
        says: "The oldest hold grew older: 75 s before, 9 min after 8 min.",
        known: true,
        speaksFor: ["leak"],
        speaksAgainst: ["load"],
      },
      {
        name: "queryAge",
        values: { before: 0.4, now: 0.3 },
        says: "0 of 4 running statements are of a kind that grew older: 5 min before the oldest was 400 ms old, now it is 300 ms.",
        known: true,
        speaksFor: ["load"],
        speaksAgainst: ["slow_queries"],
      },
      {
        name: "throughput",
        values: { before: 40, now: 31 },
        says: "Throughput went from 40 to 31 transactions a second.",
        known: true,
        speaksFor: ["leak", "slow_queries"],
        speaksAgainst: ["load"],
      },
      {
        name: "meanHold",
        values: { before: 0.625, now: expect.closeTo(1.61, 2) },
        says: "By Little's law a connection was held for 625 ms on average, 1.6 s now.",
        known: true,
        speaksFor: ["leak", "slow_queries"],
        speaksAgainst: ["load"],
      },
    ]);
  });

  it("say of everything that is missing that it is, and speak for nothing then", () => {
    const { reasons } = attributeBreach(silent);
    expect(reasons.map(({ known, speaksFor, speaksAgainst }) => [known, speaksFor, speaksAgainst])).toEqual(
      signs.map(() => [false, [], []]),
    );
    expect(sayings(silent)).toEqual({
      states: "It is not known who holds connections.",
      holdAge: "The age of the oldest hold is not known.",
      queryAge: "It is not known which statements are running.",
      throughput: "Throughput is not known.",
      meanHold: "How long a connection is held on average is not known.",
    });
  });

  it("say where one look alone does not tell what was before", () => {
    const one = { ...silent, samples: last(founding), holders: { now: slow.holders.now, before: null } };
    expect(sayings(one)).toMatchObject({
      holdAge: "The oldest hold is 9 min old, with a limit of 60 s; what it was before is not known.",
      queryAge: "The oldest of 48 running statements is 42 s old; what they were before is not known.",
    });
  });

  it.each<[string, Breach]>([
    ["holders", { ...founding, holders: silent.holders }],
    [
      "ages of holds",
      {
        ...founding,
        samples: founding.samples.map((one) => ({ ...one, oldestHoldSeconds: null })),
        holders: { now: founding.holders.now, before: null },
      },
    ],
    ["throughput", { ...founding, throughput: silent.throughput }],
    ["throughput before", { ...founding, throughput: { baseline: null, now: 31 } }],
    ["samples before", { ...founding, samples: last(founding) }],
  ])("that are missing lower the confidence: %s", (_, breach) => {
    const { cause, confidence } = attributeBreach(breach);
    expect(cause).toBe("leak");
    expect(confidence).toBeLessThan(attributeBreach(founding).confidence);
  });

  it("do not depend on the order of samples, nor on figures that are none", () => {
    const broken = { used: Number.NaN, oldestHoldSeconds: -1, idleInTransaction: Number.POSITIVE_INFINITY };
    const [first] = founding.samples;
    const samples = founding.samples.toReversed().concat(first ? { ...first, ...broken } : []);
    expect(attributeBreach({ ...founding, samples })).toEqual(attributeBreach(founding));
    const throughput = { baseline: Number.NaN, now: -3 };
    expect(attributeBreach({ ...founding, throughput }).reasons).toContainEqual(
      expect.objectContaining({ name: "throughput", known: false }),
    );
  });

  it("are five in their order for any figures, and no confidence is claimed for what is unclear", () => {
    const value = fc.option(fc.oneof(fc.nat(100), fc.double({ min: -10, max: 1e6 })));
    const sample = fc.record({
      at: fc.date({ min: new Date(0), max: new Date(1e12), noInvalidDate: true }),
      ...(Object.fromEntries(figures.map((name) => [name, value])) as Record<
        (typeof figures)[number],
        typeof value
      >),
    });
    const states: HolderState[] = [
      "active",
      "idle",
      "idle in transaction",
      "idle in transaction (aborted)",
      "other",
    ];
    const line = fc
      .tuple(fc.constantFrom(...states), fc.nat(100), fc.double({ min: 0, max: 1e6, noNaN: true }))
      .map((given) => holder(...given));
    const lines = fc.array(line, { maxLength: 6 });
    const any = fc.record({
      samples: fc.array(sample, { maxLength: 12 }),
      holders: fc.record({
        now: lines,
        before: fc.option(fc.record({ holders: lines, secondsAgo: fc.nat(900) })),
      }),
      throughput: fc.record({ baseline: value, now: value }),
      limits: fc.constant(limits),
    });
    fc.assert(
      fc.property(any, (breach) => {
        const { cause, confidence, reasons } = attributeBreach(breach);
        expect(confidence === 0).toBe(cause === "unclear");
        expect(confidence).toBeLessThanOrEqual(0.95);
        expect(reasons.map(({ name }) => name)).toEqual(signs);
        for (const { says, values } of reasons) {
          expect(says).toMatch(/^[A-Z0-9].*\.$/);
          expect(says).not.toMatch(/NaN|Infinity|null|undefined/);
          for (const given of Object.values(values))
            expect(given === null || Number.isFinite(given)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});
