import { type Figure, figureLabels, figures } from "../labels";
import type { Formula } from "./conventions/convention";
import { conventions } from "./conventions/registry";
import { type Draft, factOf, keyOf, leaveOut, type Reading } from "./reading";
import type { MappedSample } from "./schema";
import { measures, whyRefused } from "./values/rules";

/** The samples that what was read makes, one for each instance and instant of which a figure is known. */
export function samplesOf(reading: Reading): MappedSample[] {
  const samples = new Map<string, MappedSample>();
  for (const convention of conventions)
    for (const [key, draft] of reading.drafts) {
      if (draft.convention !== convention) continue;
      const { service, pool, instance, at, columns } = draft;
      reading.learned.set(key, { kind: "columns", at, columns });
      const told = figuresOf(reading, draft);
      if (Object.keys(told).length === 0) continue;
      const of = keyOf(service, pool, instance, at.getTime());
      samples.set(of, { service, pool, instance, sample: { ...told, ...samples.get(of)?.sample, at } });
    }
  return [...samples.values()];
}

function figuresOf(reading: Reading, draft: Draft): Partial<Record<Figure, number>> {
  const told: Partial<Record<Figure, number>> = {};
  for (const figure of figures) {
    const value = firstKnown(reading, draft, draft.convention.figures[figure] ?? []);
    if (value === null) continue;
    const fault = whyRefused(value, measures[figure]);
    if (!fault) told[figure] = value;
    else {
      const whose = `'${figureLabels[figure].label}' of the pool ${draft.pool}`;
      const reason = `${whose} cannot be told from its metrics. ${fault.reason}`;
      leaveOut(reading, draft.convention.name, { code: fault.code, reason });
    }
  }
  return told;
}

function firstKnown(reading: Reading, draft: Draft, formulas: readonly Formula[]): number | null {
  for (const formula of formulas) {
    const value = result(reading, draft, formula);
    if (value !== null) return value;
  }
  return null;
}

function result(reading: Reading, draft: Draft, { plus, minus = none, also = none }: Formula): number | null {
  let sum = 0;
  for (const name of plus) {
    const value = columnOf(reading, draft, name);
    if (value === null) return null;
    sum += value;
  }
  for (const name of minus) {
    const value = columnOf(reading, draft, name);
    if (value === null) return null;
    sum -= value;
  }
  for (const name of also) sum += columnOf(reading, draft, name) ?? 0;
  return sum;
}

const none: readonly string[] = [];

// For so long a limit holds that was told of a group before.
const HOLDS_MS = 3_600_000;

function columnOf(reading: Reading, { group, at, columns }: Draft, name: string): number | null {
  const values = columns.get(name);
  if (values) {
    let sum = 0;
    for (const value of values.values()) sum += value;
    return sum;
  }
  if (group === null) return null;
  const now = reading.shared.get(keyOf(group, name, at.getTime()));
  if (now !== undefined) return now;
  const key = keyOf(group, name);
  for (const fact of [reading.learned.get(key), reading.known.get(key)]) {
    const age = fact ? at.getTime() - fact.at.getTime() : -1;
    if (fact?.kind === "value" && age >= 0 && age <= HOLDS_MS) return fact.value;
  }
  return null;
}

/** Keeps what was told of all pools of a group at an instant. */
export function share(reading: Reading, group: string, column: string, at: Date, value: number): void {
  reading.shared.set(keyOf(group, column, at.getTime()), value);
  const key = keyOf(group, column);
  const before = factOf(reading, key);
  if (!before || before.at <= at) reading.learned.set(key, { kind: "value", at, value });
}
