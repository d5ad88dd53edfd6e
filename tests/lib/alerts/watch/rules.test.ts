import { describe, expect, it } from "vitest";
import {
  type Condition,
  episodesOf,
  judge,
  type Observation,
  type Standing,
  type Step,
} from "@/lib/alerts/watch/rules";
import { at, later, minutes, seconds } from "../../../support/clock";

const start = at("2025-10-08 14:21 America/New_York");
const critical: Condition = {
  ...{ comparison: "above", threshold: 95, clearThreshold: 80 },
  ...{ forSeconds: 30, keepFiringSeconds: 60 },
};
const gapMs = 45_000;

/** Observations fifteen seconds apart; null where nobody told. */
const told = (...values: (number | null)[]): Observation[] =>
  values.map((value, index) => ({ at: later(start, seconds(index * 15)), value }));

/** Every step of a condition over observations, and how it stands at the end. */
function follow(condition: Condition, observations: readonly Observation[]) {
  let standing: Standing | null = null;
  const steps: Step[] = [];
  for (const observation of observations) {
    const judged = judge(condition, standing, observation, gapMs);
    standing = judged.standing;
    steps.push(...judged.steps);
  }
  return {
    standing,
    steps: steps.map(({ from, to, reason, at: when }) => [from, to, reason, secondsIn(when)]),
  };
}

const secondsIn = (when: Date) => (when.getTime() - start.getTime()) / 1000;

describe("an alert", () => {
  it("is pending at the crossing, fires when it has held, and resolves when it has been clear for long enough", () => {
    const { steps, standing } = follow(critical, told(90, 96, 97, 100, 79, 78, 70, 60, 50));
    expect(steps).toEqual([
      [null, "pending", "crossed", 15],
      ["pending", "firing", "held", 45],
      ["firing", "resolved", "cleared", 120],
    ]);
    expect(standing).toBeNull();
  });

  it("fires at once where it need not hold", () => {
    const { steps } = follow({ ...critical, forSeconds: 0 }, told(96));
    expect(steps.map(([, to]) => to)).toEqual(["pending", "firing"]);
  });

  it("lapses when it comes back before it has held", () => {
    const { steps, standing } = follow(critical, told(96, 90, 96));
    expect(steps).toEqual([
      [null, "pending", "crossed", 0],
      ["pending", "lapsed", "returned", 15],
      [null, "pending", "crossed", 30],
    ]);
    expect(standing?.pendingAt).toEqual(later(start, seconds(30)));
  });

  it("does not resolve between the two thresholds, nor when it rises again meanwhile", () => {
    const flapping = told(96, 97, 98, 79, 85, 79, 85, 79, 85, 79, 85);
    expect(follow(critical, flapping).standing?.state).toBe("firing");
  });

  it("keeps the first, the last and the worst that was measured", () => {
    const { standing } = follow(critical, told(95, 99, 97, 90));
    expect(standing).toMatchObject({ firstValue: 95, worstValue: 99, lastValue: 90 });
  });

  it("works downwards as well", () => {
    const soonFull: Condition = { ...critical, comparison: "below", threshold: 15, clearThreshold: 30 };
    const { steps } = follow(soonFull, told(40, 15, 12, 9, 20, 31, 40, 50, 60, 70));
    expect(steps.map(([, to, , when]) => [to, when])).toEqual([
      ["pending", 15],
      ["firing", 45],
      ["resolved", 135],
    ]);
  });

  it("ends where it begins when it has no threshold of its own for the end", () => {
    const plain = { ...critical, clearThreshold: null, keepFiringSeconds: 0 };
    expect(follow(plain, told(95, 95, 95, 94.9)).steps.at(-1)).toEqual(["firing", "resolved", "cleared", 45]);
  });

  it("is neither raised nor ended by silence", () => {
    expect(follow(critical, told(96, 96, 96, null, null)).standing?.state).toBe("firing");
    expect(follow(critical, told(null, null)).steps).toEqual([]);
  });

  it("counts its time anew after a silence: nobody saw that it held", () => {
    const { steps } = follow(critical, told(96, null, null, null, null, 96, 96, 96));
    expect(steps.at(-1)).toEqual(["pending", "firing", "held", 105]);
  });

  it("passes over what is not later than what it has judged", () => {
    const late = [...told(96, 97, 98), ...told(10)];
    expect(follow(critical, late).standing).toMatchObject({ state: "firing", lastValue: 98 });
  });
});

describe("the episodes of a past", () => {
  it("are the times that it would have fired, the last perhaps still", () => {
    const past = told(96, 97, 98, 70, 70, 70, 70, 70, 96, 10, 96, 99, 100);
    expect(episodesOf(critical, past, gapMs)).toEqual([
      {
        ...{ pendingAt: start, firingAt: later(start, seconds(30)), endedAt: later(start, seconds(105)) },
        worst: 98,
      },
      {
        ...{ pendingAt: later(start, seconds(150)), firingAt: later(start, minutes(3)), endedAt: null },
        worst: 100,
      },
    ]);
  });

  it("are none where it never held for long enough", () => {
    expect(episodesOf(critical, told(96, 97, 10, 99, 99, 10), gapMs)).toEqual([]);
  });
});
