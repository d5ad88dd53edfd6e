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

  it("of an instance that fell silent count no longer than its silence is allowed to be", () => {
    judgeAll([told(1, 0, 50), told(2, 0, 5)], rule("utilisation", 95));
    const later = judgeAll([told(2, 30, 5), told(2, 60, 5)], rule("utilisation", 95));
    expect(later.map(([, to, second]) => [to, second])).toEqual([["resolved", 60]]);
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
