import {
  endingsLike,
  endingsOfHolds,
  type Facet,
  plainName,
  type Spelling,
  spellingsOf,
  type Unit,
} from "../names/rules";
import type { Convention, Metric } from "./convention";
import { hikari } from "./hikari";
import { nodePostgres } from "./node-postgres";
import { opentelemetry } from "./opentelemetry";
import { pgbouncerExporter } from "./pgbouncer-exporter";
import { postgresExporter } from "./postgres-exporter";
import { sqlalchemy } from "./sqlalchemy";

/** Every convention there is. Where two tell the same figure of a pool, the earlier is believed. */
export const conventions: readonly Convention[] = [
  opentelemetry,
  hikari,
  pgbouncerExporter,
  postgresExporter,
  sqlalchemy,
  nodePostgres,
];

/** A metric that a name means, with what its endings say; null for one that no sample holds. */
export type Named = {
  convention: Convention;
  metric: Metric | null;
  facet: Facet | null;
  unit: Unit | null;
};

const metrics = new Map(
  conventions.flatMap((convention) =>
    Object.entries(convention.metrics).map(([name, metric]) => [name, { convention, metric }] as const),
  ),
);

const ofHolds: readonly (Facet | null)[] = ["count", "sum"];
const fits = (metric: Metric, facet: Facet | null) =>
  facet === null ||
  (metric.as === "holds" ? ofHolds.includes(facet) : (metric.as === "timer") === (facet !== "total"));

function namedPlainly(plain: string): Named | null {
  const found = (spelling: Spelling): Named[] => {
    const met = metrics.get(spelling.base);
    return met && fits(met.metric, spelling.facet)
      ? [{ ...met, facet: spelling.facet, unit: spelling.unit }]
      : [];
  };
  const [named] = spellingsOf(plain).flatMap(found);
  if (named) return named;
  const beside = conventions.find((convention) => convention.beside.test(plain));
  return beside ? { convention: beside, metric: null, facet: null, unit: null } : null;
}

/** The metric that a name means, in the spelling of OpenTelemetry or of Prometheus; null when no convention has it. */
export function metricNamed(name: string): Named | null {
  const plain = plainName(name);
  const whole = namedPlainly(plain);
  if (whole) return whole;
  for (const { stem } of conventions) {
    const at = stem === undefined ? -1 : plain.indexOf(`_${stem}`);
    if (at > 0) return namedPlainly(plain.slice(at + 1));
  }
  return null;
}

const named = conventions.flatMap(({ metrics: own, stem }) =>
  Object.entries(own).map(([name, { as }]) => ({
    name,
    prefixed: stem !== undefined && name.startsWith(stem),
    holds: as === "holds",
  })),
);
const anyOf = (wanted: { prefixed: boolean; holds: boolean }) =>
  `(${named
    .filter(({ prefixed, holds }) => prefixed === wanted.prefixed && holds === wanted.holds)
    .map(({ name }) => name)
    .join("|")})`;

/** A regular expression (RE2) for the names by which Prometheus may know the metrics that a sample can hold. */
export const namesUnderstood = [
  `(${anyOf({ prefixed: false, holds: false })}|(.+_)?${anyOf({ prefixed: true, holds: false })})${endingsLike}`,
  `${anyOf({ prefixed: false, holds: true })}${endingsOfHolds}`,
].join("|");
