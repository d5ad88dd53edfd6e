import { z } from "zod";

// The console tells most numbers as numbers and totals as text.
const count = z.coerce.number().int().nonnegative();

/** A row of SHOW POOLS: the connections of one user to one database (https://www.pgbouncer.org/usage.html). */
export const poolRow = z.object({
  database: z.string(),
  user: z.string(),
  cl_waiting: count,
  sv_active: count,
  sv_active_cancel: count.default(0),
  sv_being_canceled: count.default(0),
  sv_idle: count,
  sv_used: count,
  sv_tested: count,
  sv_login: count,
  maxwait: count,
  maxwait_us: count.default(0),
});

/**
 * A row of SHOW DATABASES. Without a limit for the whole database `max_connections` is 0; a server that is reached by a
 * Unix socket has no `host`.
 */
export const databaseRow = z.object({
  name: z.string(),
  host: z.string().nullish(),
  port: count.default(5432),
  pool_size: count,
  max_connections: count.default(0),
});

/** A row of SHOW STATS. */
export const statsRow = z.object({ database: z.string(), total_xact_count: count });

/** A row of SHOW CLIENTS. `link` is empty while the client has no server connection. */
export const clientRow = z.object({
  database: z.string(),
  user: z.string(),
  application_name: z.string().nullish(),
  link: z.string().nullish(),
  request_time: z.string(),
});

/** A row of SHOW CONFIG. */
export const settingRow = z.object({ key: z.string(), value: z.string().nullable() });

/** One of each. */
export type PoolRow = z.infer<typeof poolRow>;
/** A database that PgBouncer knows. */
export type DatabaseRow = z.infer<typeof databaseRow>;
/** What a database has got done. */
export type StatsRow = z.infer<typeof statsRow>;
/** A client that is connected. */
export type ClientRow = z.infer<typeof clientRow>;
