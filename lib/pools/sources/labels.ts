import type { PoolSourceKind, PoolSourceTls } from "../../../prisma/generated/enums";

/** What each kind of source is called. */
export const sourceKindLabels: Readonly<Record<PoolSourceKind, string>> = {
  own: "This installation's own processes",
  postgres: "Postgres server",
  otlp: "OpenTelemetry, pushed",
  pgbouncer: "PgBouncer",
  prometheus: "Prometheus",
  json: "JSON",
  remote_write: "Prometheus remote write, pushed",
};

/** The kinds that are not asked: a key delivers to them. */
export const pushedKinds: readonly PoolSourceKind[] = ["otlp", "remote_write"];

/** The kinds that a collector asks, and that people therefore set up; how each is asked stands in `registry.ts`. */
export const askedKinds = ["postgres", "pgbouncer", "prometheus", "json"] as const satisfies PoolSourceKind[];

/** One of them. */
export type AskedKind = (typeof askedKinds)[number];

/** Whether a collector asks sources of this kind. */
export const isAsked = (kind: PoolSourceKind): kind is AskedKind =>
  (askedKinds as readonly PoolSourceKind[]).includes(kind);

/** The kinds of which people say which connections make a pool. All others tell of their pools themselves. */
export const chosenKinds: readonly PoolSourceKind[] = ["postgres", "pgbouncer"];

/** How a connection is protected, as a form offers it. */
export const sourceTlsLabels: Readonly<Record<PoolSourceTls, string>> = {
  verified: "Encrypted, certificate checked",
  encrypted: "Encrypted, certificate not checked",
  off: "Not encrypted",
};

/** The same for an address, which says itself whether it is encrypted. */
export const urlTlsLabels: Readonly<Record<Exclude<PoolSourceTls, "off">, string>> = {
  verified: "With https, certificate checked",
  encrypted: "Certificate not checked",
};
