import type { AlertFigure } from "../../../prisma/generated/enums";
import {
  findRisingFloor,
  predictExhaustion,
  predictionLimits,
  risingFloorLimits,
} from "../../pools/forecast/rules";
import type { PoolSample } from "../../pools/schema";

/** Figures that one sample tells. */
export const figuresOfSample = [
  "utilisation",
  "waiting",
  "acquire_wait",
  "oldest_hold",
  "idle_in_transaction",
] as const satisfies AlertFigure[];

/** Figures that the last minutes of samples tell. */
export const figuresOfTrend = ["exhaustion", "rising_floor"] as const satisfies AlertFigure[];

/** How much of the past those need, in milliseconds. */
export const trendHistoryMs = Math.max(predictionLimits.historyMs, risingFloorLimits.historyMs);

const ofSample: Readonly<
  Record<(typeof figuresOfSample)[number], (sample: Omit<PoolSample, "at">) => number | null>
> = {
  // Not the share times a hundred: 29 of 100 would be a little less than 29 %.
  utilisation: ({ used, max }) => (used === null || max === null || max <= 0 ? null : (used * 100) / max),
  waiting: ({ waiting }) => waiting,
  acquire_wait: ({ acquireWaitP95Ms }) => acquireWaitP95Ms,
  oldest_hold: ({ oldestHoldSeconds }) => oldestHoldSeconds,
  idle_in_transaction: ({ idleInTransaction }) => idleInTransaction,
};

const detectors = { exhaustion: predictExhaustion, rising_floor: findRisingFloor };

/**
 * A figure of one instance by its samples up to and including the instant, the last of them being of it; in the unit of
 * the figure, null where it cannot be told. `no_data` and `health_check` are no figures of samples.
 */
export function instanceValue(figure: AlertFigure, samples: readonly PoolSample[], at: Date): number | null {
  const last = samples.at(-1);
  if (!last) return null;
  if (isOf(figuresOfTrend, figure)) {
    const found = detectors[figure](samples, at);
    return found.validity === "ok" ? found.value : null;
  }
  return isOf(figuresOfSample, figure) ? ofSample[figure](last) : null;
}

/** Whether a figure is one of some. */
export function isOf<Some extends AlertFigure>(some: readonly Some[], figure: AlertFigure): figure is Some {
  return some.some((one) => one === figure);
}
