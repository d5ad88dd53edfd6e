import type { Pool } from "@/lib/pools/queries";
import type { SizingQuestion } from "@/lib/pools/sizing/rules";

/** What the fields are called. */
export const sizingLabels = {
  arrivalsPerSecond: "Callers a second",
  holdSeconds: "Hold time, seconds",
  size: "Connections",
  leaked: "Of those leaked",
} as const;

type Field = keyof typeof sizingLabels;

/**
 * What the address asks, with what was typed. Beforehand it is the fullest instance: its limit, and callers that
 * would keep as many connections busy as are in use, each for half a second, which is assumed.
 */
export function questionIn(
  query: Record<string, string | string[] | undefined>,
  pool: Pick<Pool, "fullest">,
  server: { maxConnections: number; reserved: number } | null,
): { typed: Record<Field, string>; question: SizingQuestion } {
  const latest = pool.fullest?.latest;
  const usual: Record<Field, number> = {
    arrivalsPerSecond: Math.max(1, (latest?.used ?? 5) * 2),
    holdSeconds: 0.5,
    size: latest?.max ?? 10,
    leaked: 0,
  };
  const entries = (Object.keys(sizingLabels) as Field[]).map((field): [Field, string] => {
    const given = [query[field]].flat()[0];
    return [field, given === undefined ? String(usual[field]) : given.slice(0, 20)];
  });
  const typed = Object.fromEntries(entries) as Record<Field, string>;
  const numbers = Object.fromEntries(
    entries.map(([field, text]) => [field, text.trim() === "" ? Number.NaN : Number(text.replace(",", "."))]),
  ) as Record<Field, number>;
  return {
    typed,
    question: {
      ...numbers,
      instances: 1,
      maxConnections: server?.maxConnections ?? null,
      reservedConnections: server?.reserved ?? 0,
    },
  };
}
