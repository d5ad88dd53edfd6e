import type { Pool } from "@/lib/pools/queries";
import type { SizingQuestion } from "@/lib/pools/sizing/rules";
import type { Work } from "@/lib/pools/sizing/work/rules";

/** What the fields are called. */
export const sizingLabels = {
  arrivalsPerSecond: "Callers a second",
  holdSeconds: "Hold time, seconds",
  size: "Connections",
  leaked: "Of those leaked",
  instances: "Instances",
  maxConnections: "The database allows",
} as const;

export type SizingFieldName = keyof typeof sizingLabels;

/** The fields in their order. */
export const sizingFields = Object.keys(sizingLabels) as SizingFieldName[];

/**
 * What the address asks, with what was typed. Beforehand it is the fullest instance with its limit and its work as
 * measured; where that is not known, callers that would keep as many connections busy as are in use, each for half a
 * second, which is assumed.
 */
export function questionIn(
  query: Record<string, string | string[] | undefined>,
  pool: Pick<Pool, "fullest" | "instances" | "silent">,
  server: { maxConnections: number; reserved: number } | null,
  work: Work | null,
): { typed: Record<SizingFieldName, string>; question: SizingQuestion } {
  const latest = pool.fullest?.latest;
  const usual: Record<SizingFieldName, string> = {
    arrivalsPerSecond: short(work?.arrivalsPerSecond ?? Math.max(1, (latest?.used ?? 5) * 2)),
    holdSeconds: short(work?.holdSeconds ?? 0.5),
    size: short(latest?.max ?? 10),
    leaked: "0",
    instances: short(Math.max(1, pool.instances.length - pool.silent)),
    maxConnections: server === null ? "" : short(server.maxConnections),
  };
  const typed = { ...usual };
  for (const field of sizingFields) {
    const given = [query[field]].flat()[0];
    if (given !== undefined) typed[field] = given.slice(0, 20);
  }
  const { maxConnections, ...numbers } = Object.fromEntries(
    sizingFields.map((field) => [field, numberIn(typed[field])]),
  ) as Record<SizingFieldName, number>;
  return {
    typed,
    question: {
      ...numbers,
      maxConnections: typed.maxConnections.trim() === "" ? null : maxConnections,
      reservedConnections: server?.reserved ?? 0,
    },
  };
}

/** As it is typed: three digits that count, whole numbers whole. */
const short = (figure: number) => String(Number.isInteger(figure) ? figure : Number(figure.toPrecision(3)));

const numberIn = (text: string) => (text.trim() === "" ? Number.NaN : Number(text.replace(",", ".")));
