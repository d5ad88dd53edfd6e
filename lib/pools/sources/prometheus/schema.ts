import { z } from "zod";

/** A time in seconds and a value as text, which may be NaN or +Inf. */
const point = z.tuple([z.number(), z.string()]);

/** One series of an answer, at the instant at which it was asked. One of native histograms has no single value. */
export const engineSeries = z.object({ metric: z.record(z.string(), z.string()), value: point.optional() });

/** One of them. */
export type EngineSeries = z.infer<typeof engineSeries>;

/** What an engine answers an instant query with (https://prometheus.io/docs/prometheus/latest/querying/api/). */
export const engineAnswer = z.object({
  status: z.literal("success"),
  data: z.discriminatedUnion("resultType", [
    z.object({ resultType: z.literal("vector"), result: z.array(engineSeries) }),
    z.object({ resultType: z.literal("scalar"), result: point }),
  ]),
});

/** One series of an answer over a stretch of time: a value at each step at which it had one. */
export const engineRange = z.object({
  metric: z.record(z.string(), z.string()),
  values: z.array(point).optional(),
});

/** One of them. */
export type EngineRange = z.infer<typeof engineRange>;

/** What an engine answers a question over a stretch of time with. */
export const engineRangeAnswer = z.object({
  status: z.literal("success"),
  data: z.object({ resultType: z.literal("matrix"), result: z.array(engineRange) }),
});

/** What it answers where it cannot. */
export const engineError = z.object({ status: z.literal("error"), error: z.string() });
