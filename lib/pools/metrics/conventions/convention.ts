import type { Figure } from "../../labels";
import { labelOf, spelled } from "../identity/rules";
import type { Unit } from "../names/rules";
import type { Labels } from "../schema";

/**
 * What the points of a metric are. A `limit` is a count of which 0 or less means that there is none. A `timer` is a
 * histogram or summary of waits, and gives the columns `<column>.p95`, `<column>.above` (the least quantile above) and
 * `<column>.max`; `wait` is a single one. `holds` are a histogram or summary of how long connections were held, and give
 * the columns `<column>.count` and `<column>.sum`, in seconds.
 */
export type Kind = "count" | "limit" | "tally" | "seconds" | "wait" | "timer" | "holds";

/** A metric of a convention. */
export type Metric = {
  /** The column that its points fill, which their labels may decide; null where they decide nothing. */
  column: string | ((labels: Labels) => string | null);
  as: Kind;
  /** How several series of one instance make one number; without it there is only one. */
  together?: "sum" | "max" | "min";
  /** The unit of a time of which neither the name nor the point tells it. */
  unit?: Unit;
  /** Tells of all pools of the group, and names none. */
  shared?: true;
};

/** Columns that make a figure; it is known when all of `plus` and `minus` are. */
export type Formula = {
  plus: readonly string[];
  minus?: readonly string[];
  also?: readonly string[];
};

/** How one kind of exporter or library names what it tells of a pool. A new one is a file, and a line in `registry.ts`. */
export type Convention = {
  name: string;
  /** By plain name, without unit and other endings. */
  metrics: Readonly<Record<string, Metric>>;
  /** Names that belong to it, and tell nothing that a sample holds. */
  beside: RegExp;
  /** What its names begin with where programs put a prefix of their own before it. */
  stem?: string;
  /** How each figure is found; the first formula whose columns are known. */
  figures: Partial<Readonly<Record<Figure, readonly Formula[]>>>;
  /** The pool that labels name, or null. */
  pool: (labels: Labels) => string | null;
  /** What is missing where they name none, as a sentence. */
  nameless: string;
  /** The group of pools that labels name, where something is told of all of them. */
  group?: (labels: Labels) => string | null;
  /** Labels that tell of the database where elsewhere they tell of the instance. */
  claims?: readonly string[];
  /** Whether labels tell of something else than a pool. */
  passesOver?: (labels: Labels) => boolean;
};

/** The same metric under several names, which are separated by spaces. */
export const each = (names: string, metric: Metric): Record<string, Metric> =>
  Object.fromEntries(names.split(" ").map((name) => [name, metric]));

/** The column that a label decides, by the values that stand for each; case and underscores make no difference. */
export function byLabel(name: string, columns: Readonly<Record<string, readonly string[]>>) {
  const byValue = new Map(
    Object.entries(columns).flatMap(([column, values]) => values.map((value) => [value, column] as const)),
  );
  const names = spelled(name);
  return (labels: Labels): string | null => {
    const value = labelOf(labels, names) ?? "";
    return byValue.get(value) ?? byValue.get(value.toLowerCase().replaceAll("_", " ")) ?? null;
  };
}

/** A figure that is a column, or the first known of several. */
export const first = (...columns: string[]): Formula[] => columns.map((column) => ({ plus: [column] }));

/** Figures that holds give: how much was done, and for how long connections were held for it. */
export const doneBy = (column: string) => ({
  transactions: first(`${column}.count`),
  heldSeconds: first(`${column}.sum`),
});

/** A figure that a timer gives: its 95th percentile, else what is known to lie above. */
export const waitOf = (column: string): Formula[] =>
  first(`${column}.p95`, `${column}.above`, `${column}.max`);
