import type { PoolSourceKind, PoolSourceTls } from "../../../prisma/generated/enums";

/** What each kind of source is called. */
export const sourceKindLabels: Readonly<Record<PoolSourceKind, string>> = {
  own: "This installation's own processes",
  postgres: "Postgres server",
  otlp: "OpenTelemetry, pushed",
  remote_write: "Prometheus remote write, pushed",
};

/** The kinds that are not asked: a key delivers to them. */
export const pushedKinds: readonly PoolSourceKind[] = ["otlp", "remote_write"];

/** The kinds that a collector asks, and that people therefore set up. */
export const askedKinds: readonly PoolSourceKind[] = ["postgres"];

/** How a connection is protected, as a form offers it. */
export const sourceTlsLabels: Readonly<Record<PoolSourceTls, string>> = {
  verified: "Encrypted, certificate checked",
  encrypted: "Encrypted, certificate not checked",
  off: "Not encrypted",
};
