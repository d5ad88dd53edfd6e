import { beforeEach, describe, expect, it } from "vitest";
import { judgeSamples, type NamedSample, type Standings, type WatchedRule } from "@/lib/alerts/watch/judging";
import { emptyMemory, type PoolMemory } from "@/lib/alerts/watch/memory";
import { at, later, seconds } from "../../../support/clock";
import { sample } from "../../pools/support";

const start = at("2025-10-08 14:00 America/New_York");
const silentMs = 45_000;
const rule = (figure: WatchedRule["figure"], threshold: number, forSeconds = 0): WatchedRule => ({
  ...{ id: figure, figure },
  condition: {
    ...{ comparison: figure === "exhaustion" ? "below" : "above", threshold, clearThreshold: null },
    ...{ forSeconds, keepFiringSeconds: 0 },
  },
});

let memory: PoolMemory;
let standings: Standings;
beforeEach(() => {
  memory = emptyMemory();
  standings = new Map();
});

const told = (series: number, second: number, used: number, more: object = {}): NamedSample => ({
  ...sample(series, later(start, seconds(second)), { max: 50, used, ...more }),
  instance: `pod-${series}`,
});
const judgeAll = (samples: readonly NamedSample[], ...rules: WatchedRule[]) =>
  judgeSamples(memory, samples, rules, standings, silentMs).map(
    ({ rule: { id }, step: { to, at: when }, origin }) => [
      ...[id, to, (when.getTime() - start.getTime()) / 1000],
      origin?.instance,
    ],
  );

describe("the samples of a pool", () => {
  it("are judged by the fullest instance, which is named", () => {
    const events = judgeAll(
      [told(1, 0, 10), told(2, 0, 49), told(1, 15, 10), told(2, 15, 3)],
      rule("utilisation", 95),
    );
    expect(events).toEqual([
      ["utilisation", "pending", 0, "pod-2"],
      ["utilisation", "firing", 0, "pod-2"],
      ["utilisation", "resolved", 15, "pod-1"],
    ]);
  });

  it("are judged in the order of their times, in whatever order they came", () => {
    const events = judgeAll([told(1, 30, 10), told(1, 0, 10), told(1, 15, 50)], rule("utilisation", 95));
    expect(events.map(([, to, second]) => [to, second])).toEqual([
      ["pending", 15],
      ["firing", 15],
      ["resolved", 30],
    ]);
  });

  it("of an instance that fell silent while it was calm count no longer than its silence is allowed to be", () => {
    judgeAll([told(1, 0, 5), told(2, 0, 50)], rule("utilisation", 95));
    const later = judgeAll([told(2, 30, 5), told(2, 60, 5)], rule("utilisation", 95));
    expect(later.map(([, to, second]) => [to, second])).toEqual([["resolved", 30]]);
  });

  it("of an instance whose clock is behind count at the time of the one ahead", () => {
    judgeAll([told(1, 60, 5)], rule("utilisation", 95));
    expect(
      judgeAll([told(2, 40, 50)], rule("utilisation", 95)).map(([, to, second]) => [to, second]),
    ).toEqual([
      ["pending", 60],
      ["firing", 60],
    ]);
  });

  it("fire by callers that wait though the pool is not full", () => {
    const events = judgeAll([told(1, 0, 30, { waiting: 2 })], rule("waiting", 1), rule("utilisation", 95));
    expect(events.map(([id, to]) => [id, to])).toEqual([
      ["waiting", "pending"],
      ["waiting", "firing"],
    ]);
  });

  it("fire by how long callers wait, once that lasts, until they wait no longer", () => {
    const waits = [3, 999, 1_500, 1_500, 1_500, 1_500, 1_500, 999, 3];
    const events = judgeAll(
      waits.map((acquireWaitP95Ms, index) => told(1, index * 15, 50, { acquireWaitP95Ms })),
      rule("acquire_wait", 1_000, 60),
    );
    expect(events).toEqual([
      ["acquire_wait", "pending", 30, "pod-1"],
      ["acquire_wait", "firing", 90, "pod-1"],
      ["acquire_wait", "resolved", 105, "pod-1"],
    ]);
  });

  it("tell by their trend that the pool will be full", () => {
    const leaking = Array.from({ length: 41 }, (_, index) => told(1, index * 15, 20 + Math.floor(index / 2)));
    const events = judgeAll(leaking, rule("exhaustion", 15, 60));
    expect(events.map(([, to]) => to)).toEqual(["pending", "firing"]);
  });

  it("of a sender that tells many times a second take no more memory than those of others, and are all judged", () => {
    const often = Array.from({ length: 6_000 }, (_, index) => told(1, index / 50, index === 3_000 ? 50 : 10));
    const events = judgeAll(often, rule("utilisation", 95));
    expect(events.map(([, to]) => to)).toEqual(["pending", "firing", "resolved"]);
    expect(memory.instances.get(1)?.samples.length).toBeLessThanOrEqual(60);
  });

  it("say nothing about a figure that nobody tells", () => {
    expect(judgeAll([told(1, 0, 50)], rule("acquire_wait", 1), rule("waiting", 1))).toEqual([]);
  });
});

describe("an instance that falls silent beyond the threshold", () => {
  const kept = {
    ...rule("utilisation", 95),
    condition: { ...rule("utilisation", 95).condition, clearThreshold: 80 },
  };
  const every15 = (series: number, from: number, to: number, used: number) =>
    Array.from({ length: (to - from) / 15 + 1 }, (_, index) => told(series, from + 15 * index, used));
  const judged = (samples: readonly NamedSample[], by = kept) =>
    judgeSamples(memory, samples, [by], standings, silentMs).map(
      ({ step: { to, reason, at: when, value }, origin }) => [
        ...[to, reason, (when.getTime() - start.getTime()) / 1000, value],
        origin?.instance,
      ],
    );

  it("is not well again by the others' being calm, and is given up after ten minutes with its own last value", () => {
    judged([told(1, 0, 49), told(2, 0, 5)]);
    expect(judged(every15(2, 15, 600, 5))).toEqual([]);
    expect(standings.get("utilisation")).toMatchObject({ state: "firing", lastValue: 98 });
    expect(judged(every15(2, 615, 1_200, 5))).toEqual([["resolved", "fell_silent", 615, 98, "pod-1"]]);
  });

  it("goes on where it comes back in time, and then is well by what it tells", () => {
    judged([told(1, 0, 49), told(2, 0, 5)]);
    expect(judged([...every15(2, 15, 300, 5), told(1, 300, 50)])).toEqual([]);
    expect(judged([told(1, 315, 10), told(2, 315, 5)])).toEqual([["resolved", "cleared", 315, 20, "pod-1"]]);
  });

  it("counts as it was where it is not clear yet, though it is below the threshold", () => {
    judged([told(1, 0, 49), told(2, 0, 5)]);
    expect(judged([told(1, 15, 42), ...every15(2, 15, 615, 5)])).toEqual([]);
    expect(judged([told(2, 630, 5)])).toEqual([["resolved", "fell_silent", 630, 84, "pod-1"]]);
  });

  it("is no end of what others keep going, and they are no end of it", () => {
    judged([told(1, 0, 49), told(2, 0, 5)]);
    expect(judged(every15(2, 15, 7_200, 45))).toEqual([]);
    expect(judged([told(2, 7_215, 5)])).toEqual([["resolved", "cleared", 7_215, 10, "pod-2"]]);
  });

  it("leaves the end to others that went on after it was gone: one dip of theirs is none", () => {
    const lasting = { ...kept, condition: { ...kept.condition, keepFiringSeconds: 120 } };
    judged([told(1, 0, 49), told(2, 0, 5)], lasting);
    expect(judged(every15(2, 15, 1_200, 45), lasting)).toEqual([]);
    expect(judged([told(2, 1_215, 5), told(2, 1_230, 45)], lasting)).toEqual([]);
    expect(judged(every15(2, 1_245, 1_365, 5), lasting)).toEqual([
      ["resolved", "cleared", 1_365, 10, "pod-2"],
    ]);
  });

  it("is given up where others went on only while it was waited for, once they are steadily calm", () => {
    judged([told(1, 0, 49), told(2, 0, 5)]);
    expect(judged([...every15(2, 15, 585, 45), ...every15(2, 600, 615, 5)])).toEqual([]);
    expect(judged(every15(2, 630, 660, 5))).toEqual([["resolved", "fell_silent", 645, 98, "pod-1"]]);
  });

  it("neither fires nor lapses while it is pending, and does not last once it is given up", () => {
    const slow = { ...kept, condition: { ...kept.condition, forSeconds: 60 } };
    expect(judged([told(1, 0, 49), told(2, 0, 5)], slow)).toEqual([["pending", "crossed", 0, 98, "pod-1"]]);
    expect(judged(every15(2, 15, 600, 5), slow)).toEqual([]);
    expect(judged([told(2, 615, 5)], slow)).toEqual([["lapsed", "fell_silent", 615, 98, "pod-1"]]);
  });

  it("is waited for anew after nobody at all was heard of: it is as late as the others", () => {
    judged([told(1, 0, 49), told(2, 0, 5)]);
    expect(judged(every15(2, 3_000, 3_600, 5))).toEqual([]);
    expect(judged([told(2, 3_615, 5)])).toEqual([["resolved", "fell_silent", 3_615, 98, "pod-1"]]);
  });

  it("says nothing of what another crosses after it was given up", () => {
    judged([told(1, 0, 49), told(2, 0, 5), ...every15(2, 15, 615, 5)]);
    expect(judged([told(2, 630, 50), told(2, 645, 5)])).toEqual([
      ["pending", "crossed", 630, 100, "pod-2"],
      ["firing", "held", 630, 100, "pod-2"],
      ["resolved", "cleared", 645, 10, "pod-2"],
    ]);
  });

  it("is remembered no longer than what stands, or a day", () => {
    judged([told(1, 0, 49), told(2, 0, 5), ...every15(2, 15, 3_600, 5)]);
    expect([...memory.instances.keys()]).toEqual([2]);
    judged([told(3, 3_615, 49), ...every15(2, 3_615, 90_015, 45)]);
    expect([...memory.instances.keys()]).toEqual([2, 3]);
    judged([told(2, 90_030, 45)]);
    expect([...memory.instances.keys()]).toEqual([2]);
  });
});
