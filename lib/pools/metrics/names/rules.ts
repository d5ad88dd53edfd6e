/** The units that times come in. */
export type Unit = "ns" | "us" | "ms" | "s";

/** How many milliseconds each is. */
export const msPer: Readonly<Record<Unit, number>> = { ns: 1e-6, us: 1e-3, ms: 1, s: 1000 };

/** What an ending says that a series is, of a metric that has several. */
export type Facet = "total" | "bucket" | "sum" | "count" | "max" | "created";

/** A name without some of its endings, and what those said. */
export type Spelling = { base: string; facet: Facet | null; unit: Unit | null };

const FACETS: ReadonlySet<string> = new Set<Facet>(["total", "bucket", "sum", "count", "max", "created"]);

const UNITS: ReadonlyMap<string, Unit> = new Map([
  ["ns", "ns"],
  ["nanos", "ns"],
  ["nanoseconds", "ns"],
  ["us", "us"],
  ["micros", "us"],
  ["microseconds", "us"],
  ["ms", "ms"],
  ["millis", "ms"],
  ["milliseconds", "ms"],
  ["s", "s"],
  ["seconds", "s"],
]);

// What Prometheus' exporters append of units that count things.
const THINGS = new Set(["connections", "requests", "timeouts", "ratio"]);

const LONGEST = 300;
const MOST_ENDINGS = 4;

// Of a histogram of waits its sum and count tell nothing that is asked for.
const asked = ["total", "bucket", "max", ...UNITS.keys(), ...THINGS];

/** A regular expression (RE2) for what Prometheus may append to a name. */
export const endingsLike = `(_(${asked.join("|")}))*`;

/** The same for holds, of which nothing else is asked for. */
export const endingsOfHolds = `(_(${[...UNITS.keys()].join("|")}))?_(count|sum)`;

/** The unit that a word names; null where it names none of time, which is no fault. */
export const unitNamed = (word: string): Unit | null => UNITS.get(word.trim().toLowerCase()) ?? null;

/** A name as Prometheus spells it: letters, digits and underscores. */
export const plainName = (name: string): string => name.slice(0, LONGEST).replace(/[^A-Za-z0-9_]/g, "_");

/**
 * A plain name as it stands, then without its last ending, and so on: exporters append units, `_total` and the parts of
 * a histogram (https://prometheus.io/docs/practices/naming/), and the same word can be part of the name.
 */
export function spellingsOf(plain: string): Spelling[] {
  const spellings: Spelling[] = [{ base: plain, facet: null, unit: null }];
  for (let { base, facet, unit }: Spelling = { base: plain, facet: null, unit: null }; ; ) {
    const cut = base.lastIndexOf("_");
    const ending = base.slice(cut + 1);
    if (cut < 1 || spellings.length > MOST_ENDINGS) return spellings;
    if (FACETS.has(ending) && facet === null) facet = ending as Facet;
    else if (UNITS.has(ending) && unit === null) unit = unitNamed(ending);
    else if (!THINGS.has(ending)) return spellings;
    base = base.slice(0, cut);
    spellings.push({ base, facet, unit });
  }
}
