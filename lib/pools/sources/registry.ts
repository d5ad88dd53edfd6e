import { enterJson } from "./json";
import type { AskedKind } from "./labels";
import { enterPgbouncer } from "./pgbouncer";
import { enterPostgres } from "./postgres";
import { enterPrometheus } from "./prometheus";
import type { SourceEntrance } from "./source";

/** How each kind of source that is asked is entered. */
export const entrances: Readonly<Record<AskedKind, SourceEntrance>> = {
  postgres: enterPostgres,
  pgbouncer: enterPgbouncer,
  prometheus: enterPrometheus,
  json: enterJson,
};
