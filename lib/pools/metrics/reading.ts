import type { Convention, Metric } from "./conventions/convention";
import { metricNamed, type Named } from "./conventions/registry";
import { instanceOf, isName, serviceOf } from "./identity/rules";
import type { Columns, Fact, Facts, Fault, Labels, MetricPoint, Unread } from "./schema";
import { broken } from "./values/rules";

/** What one convention tells of an instance at an instant; of all pools of its group something more may be told. */
export type Draft = {
  convention: Convention;
  service: string | null;
  pool: string;
  instance: string;
  group: string | null;
  at: Date;
  columns: Map<string, Map<string, number>>;
};

/** A histogram at an instant: how many took at most so long, by the bounds that were told so far. */
export type Histogram = {
  draft: Draft;
  name: string;
  column: string;
  series: string;
  at: Date;
  buckets: Map<number, number>;
};

/** Points as they are being read. */
export type Reading = {
  known: Facts;
  learned: Map<string, Fact>;
  named: Map<string, Named | null>;
  drafts: Map<string, Draft>;
  shared: Map<string, number>;
  histograms: Map<string, Histogram>;
  unread: Map<string, Unread>;
};

/** Begins to read points in the light of what is known. */
export const beginReading = (known: Facts): Reading => ({
  known,
  learned: new Map(),
  named: new Map(),
  drafts: new Map(),
  shared: new Map(),
  histograms: new Map(),
  unread: new Map(),
});

/** Parts as one key, so that no two lists of parts have the same. */
export const keyOf = (...parts: readonly (string | number | null)[]): string => JSON.stringify(parts);

/** The key of the series that a point belongs to, whatever the order of its labels; without one label, if asked. */
export function seriesOf({ name, labels }: MetricPoint, without = ""): string {
  const told = Object.keys(labels).filter((label) => label !== without);
  return JSON.stringify([name, told.sort().map((label) => [label, labels[label]])]);
}

/** What is known by a key, from these points or from earlier ones. */
export const factOf = (reading: Reading, key: string): Fact | undefined =>
  reading.learned.get(key) ?? reading.known.get(key);

/** The metric that a name means, looked up once. */
export function namedIn(reading: Reading, name: string): Named | null {
  const before = reading.named.get(name);
  if (before !== undefined) return before;
  const named = metricNamed(name);
  reading.named.set(name, named);
  return named;
}

const SHOWN = 200;

/** Notes that a point is left out; of several for one kind of reason the first is told, and how many there were. */
export function leaveOut(reading: Reading, name: string, { code, reason }: Fault): void {
  const key = keyOf(code, name);
  const before = reading.unread.get(key);
  if (before) before.points += 1;
  else reading.unread.set(key, { code, name: name.slice(0, SHOWN), reason, points: 1 });
}

/** The group that labels name, as a key; null where the convention has none. */
export function groupOf(convention: Convention, labels: Labels): string | null {
  const group = convention.group?.(labels) ?? null;
  if (group === null) return null;
  return keyOf("group", convention.name, serviceOf(labels), instanceOf(labels, convention.claims), group);
}

/**
 * What is told of an instance at an instant: what earlier points told, and room for more; or why that cannot be said of
 * whom. An instance without a name has that of its service, else of its pool.
 */
export function draftOf(reading: Reading, convention: Convention, labels: Labels, at: Date): Draft | Fault {
  const pool = convention.pool(labels);
  if (pool === null) return { code: "nameless", reason: convention.nameless };
  const service = serviceOf(labels);
  const instance = instanceOf(labels, convention.claims) ?? service ?? pool;
  const key = keyOf("columns", convention.name, service, pool, instance, at.getTime());
  const begun = reading.drafts.get(key);
  if (begun) return begun;
  if (![pool, instance, service ?? ""].every(isName))
    return {
      code: "nameless",
      reason: "Its pool, instance or service has a name that is too long or no text.",
    };
  const before = reading.known.get(key);
  const columns =
    before?.kind === "columns" ? copyOf(before.columns) : new Map<string, Map<string, number>>();
  const draft = { service, pool, instance, group: groupOf(convention, labels), convention, at, columns };
  reading.drafts.set(key, draft);
  return draft;
}

const copyOf = (columns: Columns) => new Map([...columns].map(([name, values]) => [name, new Map(values)]));

/** Puts a number where it belongs; the fault where another is there. */
export function put(
  draft: Draft,
  column: string,
  value: number,
  together: Metric["together"],
  series = "",
): Fault | null {
  const values = draft.columns.get(column) ?? new Map<string, number>();
  draft.columns.set(column, values);
  const of = together === "sum" ? series : "";
  const before = values.get(of);
  if (together === undefined && before !== undefined && before !== value)
    return broken(`It is told twice for the same instant, as ${before} and as ${value}.`);
  if (together === "max") values.set(of, Math.max(before ?? value, value));
  else if (together === "min") values.set(of, Math.min(before ?? value, value));
  else values.set(of, value);
  return null;
}
