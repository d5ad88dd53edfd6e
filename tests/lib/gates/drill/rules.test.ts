import { describe, expect, it } from "vitest";
import { type DrillFacts, fullAt, judge } from "@/lib/gates/drill/rules";
import type { PoolSight } from "@/lib/gates/drill/words";

const at = (second: number) => new Date(Date.UTC(2026, 10, 26, 6, 0, second));
const sight = (second: number, used: number, more: Partial<PoolSight> = {}): PoolSight => ({
  ...{ at: at(second), used, max: 50, idleInTransaction: Math.max(0, used - 12), oldestHoldSeconds: second },
  ...more,
});
/** Looks at the mended version, five seconds apart, at which so many connections are idle in a transaction. */
const kept = (idleInTransaction: number, look: number) =>
  sight(115 + 5 * look, 14, { max: 200, idleInTransaction });
const ok = (seconds: number) => ({ validity: "ok" as const, seconds, about: false });

/** A drill in which everything came about. */
const good: DrillFacts = {
  sights: [
    ...[sight(0, 12), sight(35, 41), sight(40, 38), sight(45, 41), sight(50, 44), sight(65, 48)],
    ...[sight(70, 50), sight(100, 50), sight(120, 14, { max: 200, idleInTransaction: 1 })],
  ],
  warningAt: at(50),
  criticalAt: at(70),
  incident: {
    ...{ declaredAt: at(71), status: "closed", poolAlert: true, healthAlert: true },
    ...{ impactStartedAt: at(45), mitigatedAt: at(130), foundBy: { number: 1, name: "Pool is filling up" } },
    durations: { detect: ok(5), acknowledge: ok(40), mitigate: ok(85), resolve: ok(115), total: ok(140) },
  },
  holders: [
    {
      ...{ application: "report-generator", user: "reports", state: "idle in transaction (aborted)" },
      ...{ fingerprint: "select", count: 38, ageSeconds: 60 },
    },
  ],
  ...{ cause: "leak", confidence: 0.83, mendedAt: at(110), failedSince: 20 },
  prefilled: {
    detection: ["Found by alert 1, Pool is filling up, 5 s after the first crossing."],
    ...{ unavailableFrom: at(75).toISOString(), unavailableTo: at(115).toISOString() },
  },
  outage: { from: at(75), to: at(115), everyMs: 5_000 },
  users: { wanted: 200, ran: 200, mostWaiting: 113, gaveUp: 240 },
  frozen: { from: at(0), to: at(125), greatest: 50 },
  faults: [],
};

const incident = good.incident;
/** The post-mortem held something else before it was written. */
const filled = (change: Partial<NonNullable<DrillFacts["prefilled"]>>): Partial<DrillFacts> => ({
  prefilled: good.prefilled && { ...good.prefilled, ...change },
});
const failed = (facts: DrillFacts) => judge(facts).filter(({ holds }) => !holds);

describe("a drill", () => {
  it("passes where everything came about, and says by what", () => {
    expect(failed(good)).toEqual([]);
    expect(judge(good).map(({ what, because }) => `${what}: ${because}`)).toEqual([
      "All users asked for reports: 200 of 200",
      "The warning came before the pool was full: by 20 s",
      "The critical alert declared the incident: 1 s after the sample that fired it",
      "The alert names who held the connections: 38, by report-generator",
      "The alert calls it a leak: leak, confidence 83 %",
      "Users waited while the pool was full: up to 113 at once, and 240 reports in vain",
      "The failing health check joined the incident: it is there",
      "The impact is from and to what was measured: from the sample that went over 80 %, for 85 s",
      "The post-mortem held impact and detection before it was written: Found by alert 1, Pool is filling up, 5 s after the first crossing. Gone from 2026-11-26T06:01:15.000Z to 2026-11-26T06:01:55.000Z.",
      "The pool's figures are kept with the incident: 2 min of them, with up to 50 in use",
      "Time to detect is known: 5 s",
      "Time to acknowledge is known: 40 s",
      "Time to mitigate is known: 85 s",
      "Time to resolve is known: 115 s",
      "The mended version leaks nothing: 20 reports failed since; connections idle in a transaction: at the least 1",
      "The incident is closed: it is closed",
      "Highwater met no fault of its own: its log tells of none",
    ]);
  });

  it.each<[string, Partial<DrillFacts>, string]>([
    ["no warning fired", { warningAt: null }, "no warning fired"],
    ["the warning came with the last connection", { warningAt: at(70) }, "it came at the same moment"],
    [
      "the pool was never full",
      { sights: good.sights.filter(({ used }) => used < 50) },
      "the pool was never full",
    ],
    ["the warning came after it", { warningAt: at(75) }, "it came 5 s after"],
    ["no critical alert fired", { criticalAt: null }, "no critical alert fired"],
    ["the product met a fault", { faults: ['{"level":"error"}'] }, '{"level":"error"}'],
    ["there is no incident", { incident: null }, "it is in no incident"],
    ["the incident came late", { criticalAt: at(60) }, "11 s after the sample that fired it"],
    ["the alert names nobody", { holders: [] }, "nobody is named"],
    ["the alert calls it load", { cause: "load" }, "load, confidence 83 %"],
    ["the alert says nothing", { cause: null, confidence: 0 }, "nothing is said"],
    ["nothing is kept", { frozen: null }, "nothing is kept"],
    ["a user never asked", { users: { ...good.users, ran: 199 } }, "199 of 200"],
    ["nobody was to ask", { users: { ...good.users, wanted: 0, ran: 0 } }, "0 of 0"],
    ["every report came in time", { users: { ...good.users, gaveUp: 0 } }, "nobody waited in vain"],
    [
      "nothing was filled in",
      { prefilled: null },
      "the detection is missing, when the service was gone is missing, when it was back is missing",
    ],
    ["nobody told when it was back", filled({ unavailableTo: null }), "when it was back is missing"],
    ["nobody told how it was found", filled({ detection: [] }), "the detection is missing"],
    [
      "another alert is said to have found it",
      filled({ detection: ["Found by alert 12, Pool is filling up."] }),
      "“Found by alert 12, Pool is filling up.” does not name alert 1, Pool is filling up",
    ],
    [
      "it is said to have been gone from long before the health check failed",
      filled({ unavailableFrom: at(69).toISOString() }),
      "when the service was gone is 6 s from the health check's answer",
    ],
    [
      "it is said to have been back long after the health check was well",
      filled({ unavailableTo: at(121).toISOString() }),
      "when it was back is 6 s from the health check's answer",
    ],
    [
      "the health check never failed",
      { outage: null },
      "when the service was gone is said, and no answer of the health check shows it, when it was back is said, and no answer of the health check shows it",
    ],
    [
      "the health check was never well again",
      { outage: { from: at(75), to: null, everyMs: 5_000 } },
      "when it was back is said, and no answer of the health check shows it",
    ],
    [
      "what is kept ends before it was mended",
      { frozen: { from: at(0), to: at(105), greatest: 50 } },
      "105 s of them, with up to 50 in use",
    ],
    [
      "what is kept does not show how full it was",
      { frozen: { from: at(0), to: at(125), greatest: 48 } },
      "2 min of them, with up to 48 in use",
    ],
    [
      "too few reports failed since to show it",
      { failedSince: 2 },
      "2 reports failed since; connections idle in a transaction: at the least 1",
    ],
    [
      "the mended version keeps two of twenty",
      { sights: [...good.sights.slice(0, -1), ...[2, 4, 3, 2, 5].map(kept)] },
      "20 reports failed since; connections idle in a transaction: at the least 2",
    ],
    [
      "nobody looked at the pool since",
      { sights: good.sights.slice(0, -1) },
      "20 reports failed since; connections idle in a transaction: nobody looked",
    ],
  ])("fails where %s", (_, change, because) => {
    expect(failed({ ...good, ...change }).map((verdict) => verdict.because)).toContain(because);
  });

  it("passes where the outage is told as far from the health check's answers as these are from each other", () => {
    const told = { unavailableFrom: at(80).toISOString(), unavailableTo: at(110).toISOString() };
    expect(failed({ ...good, ...filled(told) })).toEqual([]);
  });

  it.each<[string, Partial<NonNullable<DrillFacts["incident"]>>, string]>([
    ["no alert of the pool found it", { foundBy: null }, "no alert of the pool is in the incident"],
    ["the alert is in another incident", { poolAlert: false }, "it is in no incident"],
    ["the health check stayed outside", { healthAlert: false }, "it is not there"],
    ["the impact begins elsewhere", { impactStartedAt: at(50) }, "it begins 5 s from the sample, for 80 s"],
    ["nobody says when it ended", { mitigatedAt: null }, "the incident does not say when it was"],
    [
      "it was mitigated before it was mended",
      { mitigatedAt: at(105) },
      "from the sample that went over 80 %, for 60 s",
    ],
    ["the incident is still open", { status: "resolved" }, "it is resolved"],
    [
      "nobody acknowledged",
      {
        durations: {
          ...(incident?.durations ?? { detect: ok(1), mitigate: ok(1), resolve: ok(1), total: ok(1) }),
          acknowledge: { validity: "missing", missing: ["acknowledgedAt"] },
        },
      },
      "Acknowledged is not set.",
    ],
  ])("fails where %s", (_, change, because) => {
    const changed = { ...good, incident: incident && { ...incident, ...change } };
    expect(failed(changed).map((verdict) => verdict.because)).toContain(because);
  });
});

describe("the moment at which a pool ran dry", () => {
  it.each<[string, PoolSight[], Date | null]>([
    ["is that of the first of two samples in a row with everything in use", [...good.sights], at(70)],
    ["is none that lasted for one sample", [sight(0, 50), sight(5, 49), sight(10, 50)], null],
    ["depends on the limit of the moment", [sight(0, 50, { max: 200 }), sight(5, 50, { max: 200 })], null],
    ["is none without samples", [], null],
  ])("%s", (_, sights, expected) => {
    expect(fullAt({ sights })).toEqual(expected);
  });
});
