import { describe, expect, test } from "vitest";
import {
  type Detection,
  type Forecast,
  findRisingFloor,
  forecast,
  predictExhaustion,
  predictionLimits,
  risingFloorLimits,
  soonest,
  type UsedSample,
  whyNoForecast,
} from "@/lib/pools/forecast/rules";
import { at, hours, later, minutes, seconds } from "../../../support/clock";
import { exhaustedAt, firings, type Leak, poolWeek } from "../../../support/pool-weeks";

const now = at("2025-10-08 14:23 America/New_York");

/** Samples of a pool of 50 every 15 seconds up to now; `used` by the minutes that are left until now. */
const samplesOf = (
  lengthMs: number,
  used: (minutesAgo: number) => number | null,
  max: number | null = 50,
): UsedSample[] =>
  Array.from({ length: lengthMs / seconds(15) }, (_, index) => {
    const ago = lengthMs - seconds(15) * (index + 1);
    return { at: later(now, -ago), used: used(ago / minutes(1)), max };
  });

const rising = samplesOf(minutes(10), (ago) => 30 - ago);
const why = (given: Forecast) => (given.validity === "none" ? given.why : `in ${given.secondsLeft} s`);

describe("the time to exhaustion", () => {
  test("of a pool that has risen by one a minute to 30 of 50 is twenty minutes", () => {
    const given = forecast(rising, now);
    expect(given).toMatchObject({
      validity: "ok",
      secondsLeft: 1_200,
      exhaustedAt: later(now, minutes(20)),
      line: { windowMs: minutes(10), samples: 40 },
    });
    expect(given.line?.slopePerMinute).toBeCloseTo(1, 10);
    expect(given.line?.level).toBeCloseTo(30, 10);
    expect(given.line?.fit).toBeCloseTo(1, 10);
    expect(whyNoForecast(given)).toBe("");
  });

  test("is that of a line fitted by hand", () => {
    const used = [10, 12, 17, 16, 18];
    const five = used.map((each, index) => ({
      at: later(now, minutes(2 * (index - 4))),
      used: each,
      max: 50,
    }));
    const { line } = forecast(five, now);
    // x −8 −6 −4 −2 0, mean −4; y mean 14.6; Sxx 40, Sxy 40, Syy 47.2.
    expect(line?.slopePerMinute).toBeCloseTo(1, 10);
    expect(line?.level).toBeCloseTo(18.6, 10);
    expect(line?.fit).toBeCloseTo(40 / 47.2, 10);
  });

  test("comes from a longer window where the noise hides a slow rise in the short one", () => {
    const noisy = samplesOf(hours(1), (ago) => 30 - ago / 4 + 3 * (Math.round(ago * 4) % 2 ? 1 : -1));
    const given = forecast(noisy, now);
    expect(given.line?.windowMs).toBe(minutes(60));
    expect(given.line?.slopePerMinute).toBeCloseTo(0.25, 2);
    expect(forecast(noisy, now, [minutes(10)])).toMatchObject({ validity: "none", why: "unsteady" });
  });

  test.each<[string, UsedSample[], string, string]>([
    ["no samples", [], "no-data", "No sample has come in the last minutes."],
    [
      "samples that ended four minutes ago",
      rising.filter((sample) => sample.at <= later(now, -minutes(4))),
      "no-data",
      "No sample has come in the last minutes.",
    ],
    [
      "samples that do not tell what is used",
      samplesOf(minutes(10), () => null),
      "no-data",
      "No sample has come in the last minutes.",
    ],
    ["a minute of samples", rising.slice(-4), "too-few-samples", "There are too few samples without a gap."],
    [
      "four samples over eight minutes",
      rising.filter((_, index) => index % 10 === 9),
      "too-few-samples",
      "There are too few samples without a gap.",
    ],
    [
      "samples of one instant",
      Array(40).fill(rising.at(-1)),
      "too-few-samples",
      "There are too few samples without a gap.",
    ],
    [
      "samples since a gap a moment ago",
      rising.filter((sample) => sample.at > later(now, -minutes(2)) || sample.at < later(now, -minutes(6))),
      "too-few-samples",
      "There are too few samples without a gap.",
    ],
    [
      "no limit",
      samplesOf(minutes(10), (ago) => 30 - ago, null),
      "limit-unknown",
      "The limit of the pool is not known.",
    ],
    [
      "a limit of nothing",
      samplesOf(minutes(10), (ago) => 30 - ago, 0),
      "limit-unknown",
      "The limit of the pool is not known.",
    ],
    ["a full pool", samplesOf(minutes(10), () => 50), "limit-reached", "The limit is reached."],
    ["a level pool", samplesOf(minutes(10), () => 20), "not-rising", "Connections in use do not rise."],
    [
      "a falling pool",
      samplesOf(minutes(10), (ago) => 20 + ago),
      "not-rising",
      "Connections in use do not rise.",
    ],
    [
      "one connection that came to stay",
      samplesOf(minutes(10), (ago) => (ago > 5 ? 20 : 21)),
      "not-rising",
      "Connections in use do not rise.",
    ],
    [
      "a burst",
      samplesOf(minutes(10), (ago) => (ago < 1 ? 34 : 20 + (Math.round(ago * 4) % 3))),
      "unsteady",
      "Connections in use move too unsteadily for a line.",
    ],
    [
      "a rise of two and a half an hour towards a thousand",
      samplesOf(hours(1), (ago) => 20 - ago / 24, 1_000),
      "far-ahead",
      "At this rate the limit is more than a day away.",
    ],
  ])("is not told with %s", (_, samples, reason, sentence) => {
    const given = forecast(samples, now);
    expect(why(given)).toBe(reason);
    expect(whyNoForecast(given)).toBe(sentence);
  });

  test("shows the line that did not do, where there is one", () => {
    expect(
      forecast(
        samplesOf(minutes(10), (ago) => 20 + ago),
        now,
      ).line?.slopePerMinute,
    ).toBeCloseTo(-1, 10);
    expect(forecast([], now).line).toBeNull();
  });

  test("does not mind the order, nor a sample that came twice, nor those of the future", () => {
    const shuffled = [...rising].sort(
      (one, other) => (one.at.getTime() % 7_001) - (other.at.getTime() % 7_001),
    );
    const future = { at: later(now, seconds(1)), used: 50, max: 50 };
    expect(forecast([...shuffled, ...rising.slice(0, 9), future], now)).toEqual(forecast(rising, now));
  });

  test("takes the last word for an instant that was told twice", () => {
    const corrected = rising.map((sample) => ({ ...sample, used: 10 }));
    expect(why(forecast([...corrected, ...rising], now))).toBe("in 1200 s");
    expect(why(forecast([...rising, ...corrected], now))).toBe("not-rising");
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, -5])("leaves out a figure of %d", (used) => {
    const bad = { at: later(now, -seconds(1)), used, max: used };
    const given = forecast([...rising, bad, { ...bad, at: new Date(Number.NaN) }], now);
    expect(given).toEqual(forecast(rising, now));
  });

  test("goes to the newest limit that is known", () => {
    const grown = rising.map((sample) => ({ ...sample, max: sample.at > later(now, -minutes(3)) ? 60 : 50 }));
    expect(why(forecast(grown, now))).toBe("in 1800 s");
    const silent = grown.map((sample) => ({
      ...sample,
      max: sample.at > later(now, -minutes(1)) ? null : sample.max,
    }));
    expect(why(forecast(silent, now))).toBe("in 1800 s");
  });

  test("begins anew where the count of timeouts went back, for that is a restart", () => {
    const restarted = samplesOf(minutes(10), (ago) => (ago < 7 ? 20 - 2 * ago : 50)).map((sample) => ({
      ...sample,
      timeouts: sample.at > later(now, -minutes(7)) ? 0 : 40,
    }));
    expect(why(forecast(restarted, now))).toBe("in 900 s");
    expect(
      why(
        forecast(
          restarted.map(({ timeouts: _, ...sample }) => sample),
          now,
        ),
      ),
    ).toBe("not-rising");
  });

  test("begins anew after a gap", () => {
    const broken = samplesOf(minutes(10), (ago) => (ago < 6 ? 20 - ago : 50)).filter(
      ({ at: instant }) => instant > later(now, -minutes(6)) || instant < later(now, -minutes(9.5)),
    );
    expect(why(forecast(broken, now))).toBe("in 1800 s");
  });
});

describe("of several instances", () => {
  const flat = forecast(
    samplesOf(minutes(10), () => 10),
    now,
  );
  const full = forecast(
    samplesOf(minutes(10), () => 50),
    now,
  );
  const silent = forecast([], now);
  const unlimited = forecast(
    samplesOf(minutes(10), () => 10, null),
    now,
  );
  const [later1, sooner] = [rising, samplesOf(minutes(10), (ago) => 40 - ago)].map((one) =>
    forecast(one, now),
  );

  test.each([
    ["what is full already", [flat, later1, full, sooner], "limit-reached"],
    ["what will be full soonest", [flat, later1, sooner], "in 600 s"],
    ["what tells something at all", [flat, later1], "in 1200 s"],
    ["what there is", [flat], "not-rising"],
    ["what was measured, before an instance that is silent", [silent, flat], "not-rising"],
    ["what was measured, before what cannot be told", [unlimited, flat], "not-rising"],
    ["what is known of silence", [silent], "no-data"],
  ] as const)("comes first %s", (_, given, expected) => {
    const first = soonest(given.flatMap((one) => (one ? [one] : [])));
    expect(first && why(first)).toBe(expected);
  });

  test("nothing comes first where there are none", () => {
    expect(soonest([])).toBeUndefined();
  });
});

describe("the prediction of exhaustion", () => {
  test.each<[string, UsedSample[], object]>([
    [
      "holds where the line is at the limit in 14 minutes",
      samplesOf(minutes(10), (ago) => 36 - ago),
      { holds: true, value: 14 },
    ],
    [
      "does not hold where that takes 16",
      samplesOf(minutes(10), (ago) => 34 - ago),
      { holds: false, value: 16 },
    ],
    [
      "does not hold while half of the pool is free",
      samplesOf(minutes(10), (ago) => 25 - 2 * ago),
      { holds: false, value: 1_440 },
    ],
    [
      "does not hold where nothing rises",
      samplesOf(minutes(10), (ago) => 30 + ago),
      { holds: false, value: 1_440 },
    ],
    ["goes on to hold while the pool is full", samplesOf(minutes(10), () => 50), { holds: true, value: 0 }],
  ])("%s", (_, samples, { value, ...rest }: { value?: number }) => {
    const given = predictExhaustion(samples, now);
    expect(given).toMatchObject({ validity: "ok", ...rest });
    expect(given.validity === "ok" && given.value).toBeCloseTo(value ?? Number.NaN, 6);
  });

  test.each<[string, UsedSample[], string]>([
    ["no samples", [], "no-data"],
    ["a silence of four minutes", rising.filter((sample) => sample.at <= later(now, -minutes(4))), "no-data"],
    ["four samples", rising.slice(-4), "too-few-samples"],
    ["no limit", samplesOf(minutes(10), (ago) => 30 - ago, null), "limit-unknown"],
  ])("is no answer, rather than a no, with %s", (_, samples, reason) => {
    expect(predictExhaustion(samples, now)).toEqual({ validity: "none", why: reason });
  });
});

describe("the rising floor", () => {
  const spiky = (floor: number, ago: number) => floor + (Math.round(ago * 4) % 5);

  test.each<[string, (ago: number) => number, object]>([
    ["holds where eight never came back", (ago) => spiky(ago < 20 ? 18 : 10, ago), { holds: true, value: 8 }],
    ["does not hold for seven", (ago) => spiky(ago < 20 ? 17 : 10, ago), { holds: false, value: 7 }],
    [
      "does not hold for a burst of three minutes",
      (ago) => spiky(ago < 3 ? 40 : 10, ago),
      { holds: false, value: 0 },
    ],
    ["does not hold where it falls", (ago) => spiky(ago < 20 ? 2 : 10, ago), { holds: false, value: -8 }],
    [
      "does not hold for the return from a dip half an hour ago",
      (ago) => spiky(ago > 31 && ago < 34 ? 0 : 10, ago),
      { holds: false, value: 0 },
    ],
  ])("%s", (_, used, expected) => {
    const samples = samplesOf(minutes(40), used);
    expect(findRisingFloor(samples, now)).toEqual({ validity: "ok", ...expected });
    expect(findRisingFloor(samples.toReversed(), now)).toEqual({ validity: "ok", ...expected });
  });

  test("needs no limit", () => {
    const samples = samplesOf(minutes(40), (ago) => (ago < 20 ? 30 : 10), null);
    expect(findRisingFloor(samples, now)).toEqual({ validity: "ok", holds: true, value: 20 });
  });

  test.each<[string, (ago: number) => boolean, string]>([
    ["no samples", () => false, "no-data"],
    ["a silence of five minutes", (ago) => ago >= 5, "no-data"],
    ["half an hour of samples", (ago) => ago < 30, "too-few-samples"],
    ["a gap where the floor of before should be", (ago) => ago < 29 || ago > 36, "too-few-samples"],
  ])("is no answer, rather than a no, with %s", (_, kept, reason) => {
    const samples = samplesOf(minutes(40), (ago) => (ago < 20 ? 30 : 10)).filter((sample) =>
      kept((now.getTime() - sample.at.getTime()) / minutes(1)),
    );
    expect(findRisingFloor(samples, now)).toEqual({ validity: "none", why: reason });
  });

  test("a gap in between does not matter", () => {
    const samples = samplesOf(minutes(40), (ago) => (ago > 6 && ago < 25 ? null : ago < 20 ? 18 : 10));
    expect(findRisingFloor(samples, now)).toEqual({ validity: "ok", holds: true, value: 8 });
  });

  test("is not told across a restart, which empties the pool", () => {
    const samples = samplesOf(minutes(40), (ago) => (ago < 20 ? 30 : 10)).map((sample) => ({
      ...sample,
      timeouts: sample.at > later(now, -minutes(33)) ? 0 : 3,
    }));
    expect(findRisingFloor(samples, now)).toEqual({ validity: "none", why: "too-few-samples" });
  });
});

// A week has 40,320 instants, at each of which a detector reads its history: a second or two where nothing else runs.
describe("on synthetic weeks of a pool of 50", { timeout: minutes(1) }, () => {
  const monday = at("2026-06-01 00:00 UTC");
  const week = poolWeek(7, monday);
  const holding = (given: Detection) => given.validity === "ok" && given.holds;
  const detectors = {
    prediction: (samples: readonly UsedSample[]) =>
      firings(samples, (recent, at) => holding(predictExhaustion(recent, at)), predictionLimits),
    floor: (samples: readonly UsedSample[]) =>
      firings(samples, (recent, at) => holding(findRisingFloor(recent, at)), risingFloorLimits),
  };

  test.each(["prediction", "floor"] as const)("the %s never fires in a week without a leak", (detector) => {
    expect(detectors[detector](week)).toEqual([]);
  });

  test("the floor does not take the restarts of a day for a leak", () => {
    const day = week.slice(0, 24 * 240).map((sample) => ({
      ...sample,
      used: sample.at.getTime() % hours(3) < minutes(4) ? 0 : sample.used,
    }));
    expect(detectors.floor(day)).toEqual([]);
  });

  /** Minutes by which a detector comes before exhaustion: the middle one of five leaks that begin at different hours. */
  const lead = (detector: keyof typeof detectors, perMinute: number) => {
    const leads = [1, 2, 3, 4, 5].map((seed) => {
      const leak: Leak = { from: later(monday, hours(2 + 5 * seed)), perMinute };
      const begins = later(leak.from, -hours(2));
      const samples = poolWeek(seed, begins, leak, hours(2) + minutes(60 + 50 / perMinute));
      const fired = detectors[detector](samples).find((instant) => instant > leak.from);
      const exhausted = exhaustedAt(samples);
      if (!fired || !exhausted) throw new Error(`seed ${seed}: fired ${fired}, exhausted ${exhausted}`);
      return (exhausted.getTime() - fired.getTime()) / minutes(1);
    });
    return leads.sort((one, other) => one - other)[2] ?? Number.NaN;
  };

  test.each([0.25, 1])(
    "a leak of %f a minute shows in the floor, then in the prediction, then to callers",
    (rate) => {
      const [floor, prediction] = [lead("floor", rate), lead("prediction", rate)];
      expect(prediction).toBeGreaterThan(0);
      expect(floor).toBeGreaterThan(prediction);
    },
  );

  test("a leak of 4 a minute is predicted before it is felt", () => {
    expect(lead("prediction", 4)).toBeGreaterThan(0);
  });

  test("a week is the same for its seed, and moves as it should", () => {
    const day = (seed: number) => poolWeek(seed, monday, undefined, hours(24)).map(({ used }) => used);
    expect(day(7)).toEqual(day(7));
    expect(day(8)).not.toEqual(day(7));
    const mean = (hour: number) => {
      const used = week
        .filter((sample) => sample.at.getUTCHours() === hour)
        .map((sample) => sample.used ?? 0);
      return used.reduce((sum, each) => sum + each, 0) / used.length;
    };
    expect(week).toHaveLength(40_320);
    expect(Math.abs(mean(0) - 6)).toBeLessThan(1);
    expect(Math.abs(mean(12) - 22)).toBeLessThan(1);
  });
});
