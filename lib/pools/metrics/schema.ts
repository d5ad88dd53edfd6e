import type { Figure } from "../labels";

/** The labels of a point and those of its resource or target. An empty value is the same as none. */
export type Labels = Readonly<Record<string, string>>;

type Told = {
  /** As it was sent, whatever its spelling. */
  name: string;
  labels: Labels;
  at: Date;
  unit?: string | undefined;
  /** Whether the point tells all since its series began (as is taken for granted) or only what came since `startAt`. */
  temporality?: "cumulative" | "delta" | undefined;
  startAt?: Date | undefined;
};

/** A number, be it a gauge, a counter, a sum or without a type: senders differ there and mean the same. */
export type NumberPoint = Told & { kind: "number"; value: number };

/** Durations counted in buckets: `bounds` are their upper ends, ascending; `counts` has one more, for what is above. */
export type HistogramPoint = Told & {
  kind: "histogram";
  bounds: readonly number[];
  counts: readonly number[];
  max?: number | undefined;
  /** How many there are in all, and their sum. */
  count?: number | undefined;
  sum?: number | undefined;
};

/** Durations as quantiles that the sender took. */
export type SummaryPoint = Told & {
  kind: "summary";
  quantiles: readonly { quantile: number; value: number }[];
  count?: number | undefined;
  sum?: number | undefined;
};

/** A point of a metric, as OTLP, remote write and PromQL hand it in. */
export type MetricPoint = NumberPoint | HistogramPoint | SummaryPoint;

/**
 * What points tell of a pool's instance at an instant; figures that they do not tell are missing. A pool's name is its
 * own only within its service: every second program has a 'HikariPool-1'.
 */
export type MappedSample = {
  service: string | null;
  pool: string;
  instance: string;
  sample: { at: Date } & Partial<Record<Figure, number>>;
};

/**
 * Why points were left out: no convention has such a metric (`unknown`); the labels name no pool, or by a name that
 * cannot be kept (`nameless`); NaN, which ends a series (`no_value`); or a value that cannot be (`broken`).
 */
export type UnreadCode = "unknown" | "nameless" | "no_value" | "broken";

/** Why a point is left out; the sentence is for whoever sent it. */
export type Fault = { code: UnreadCode; reason: string };

/** Points of one name that were left out for one kind of reason; the sentence is about the first of them. */
export type Unread = Fault & { name: string; points: number };

/** How many took at most so long: `callers` counts all up to the bound, not only those in the bucket. */
export type Bucket = { upTo: number; callers: number };

/** What was told of an instance at an instant, column by column, each as one number per series. */
export type Columns = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** What later points are understood by. */
export type Fact = { at: Date } & (
  | { kind: "value"; value: number }
  | { kind: "buckets"; buckets: readonly Bucket[] }
  | { kind: "columns"; columns: Columns }
);

/** Facts by the series, instance or group that they are about. */
export type Facts = ReadonlyMap<string, Fact>;

/** What became of points. `learned` is to be kept for the next ones once the samples are stored. */
export type Mapping = { samples: MappedSample[]; unread: Unread[]; learned: Facts };
