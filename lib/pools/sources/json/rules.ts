import type { z } from "zod";
import type { Refused } from "../../intake/schema";
import { type Figure, figures } from "../../labels";
import { isName } from "../../metrics/identity/rules";
import type { MappedSample } from "../../metrics/schema";
import { measures, whyRefused } from "../../metrics/values/rules";
import { jsonPool } from "./schema";

/** Samples of what an address tells, and entries that cannot be taken, with a sentence about the first of each kind. */
export function samplesOfJson(
  entries: readonly unknown[],
  now: Date,
): { told: MappedSample[]; refused: Refused[] } {
  const told = new Map<string, MappedSample>();
  const refused: Refused[] = [];
  for (const [index, entry] of entries.entries()) {
    const read = readEntry(entry, now);
    const key = typeof read === "string" ? "" : JSON.stringify([read.service, read.pool, read.instance]);
    const why = typeof read === "string" ? read : told.has(key) ? "it is told of twice" : null;
    if (why !== null) refused.push({ name: `pools[${index}]`, points: 1, reason: sentence(why) });
    else if (typeof read !== "string") told.set(key, read);
  }
  return { told: [...told.values()], refused };
}

function readEntry(entry: unknown, now: Date): MappedSample | string {
  const read = jsonPool.safeParse(entry);
  if (!read.success) return read.error.issues[0]?.message ?? "it cannot be read";
  const { name: pool, service: told, instance: of } = read.data;
  const service = told || null;
  const instance = of || service || pool;
  if (![pool, instance, service ?? ""].every(isName))
    return "its name, service or instance is too long, or no text";
  const known = figuresOf(read.data);
  if (typeof known === "string") return known;
  if (Object.keys(known).length === 0) return "it tells no figure";
  return { service, pool, instance, sample: { ...known, at: now } };
}

function figuresOf(told: z.infer<typeof jsonPool>): Partial<Record<Figure, number>> | string {
  const known: Partial<Record<Figure, number>> = {};
  for (const figure of figures) {
    const value = told[figure];
    // A limit of 0 or -1 is how programs say that there is none.
    if (value === undefined || value === null || (figure === "max" && (value === 0 || value === -1)))
      continue;
    const fault = whyRefused(value, measures[figure]);
    if (fault) return `${figure}: ${fault.reason}`;
    known[figure] = value;
  }
  return known;
}

const sentence = (why: string) =>
  `${why.charAt(0).toUpperCase()}${why.slice(1)}${why.endsWith(".") ? "" : "."}`;
