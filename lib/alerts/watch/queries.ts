import type { Alert, AlertRule } from "../../../prisma/generated/client";
import { database, sql } from "../../core/database";
import type { limitsOf } from "../../pools/attribution/schema";
import { figures } from "../../pools/labels";
import { columnOf, toldSince } from "../../pools/samples/store";
import type { Holder } from "../../pools/schema";
import type { NamedSample } from "./judging";

/** What is watched of a pool. */
export type WatchedPool = {
  id: string;
  serviceId: string | null;
  intervalSeconds: number;
  createdAt: Date;
  /** Whether its source named it; else a person did. */
  told: boolean;
  /** The last sample that was judged. */
  judgedTo: Date | null;
};

/** The pools in use. */
export function watchedPools(): Promise<WatchedPool[]> {
  return sql<WatchedPool>(
    `select p.id, p.service_id as "serviceId", s.interval_seconds as "intervalSeconds", p.created_at as "createdAt",
       p.told_pool is not null as told, judged.to as "judgedTo"
     from pool p join pool_source s on s.id = p.source_id
       -- However long a pool has been silent, its silence counts from the last that it told: those of that day are enough.
       cross join lateral (select max(last_seen_at) as at from pool_instance where pool_id = p.id) last
       cross join lateral (select max(c.judged_to) as to from pool_instance i join alert_cursor c on c.series_id = i.id
         where i.pool_id = p.id and ${toldSince("last.at - interval '1 day'")}) judged
     where p.archived_at is null`,
  );
}

const sampled = figures.map((figure) => `s.${columnOf[figure]}::float8 as "${figure}"`).join(", ");
// Of each instance in a turn: after a long pause thousands of instances must not be read at once.
const MOST_AT_ONCE = 200;

/** A sample, and whose it is. */
export type ReadSample = NamedSample & { poolId: string };

/**
 * The samples that came since the last were judged. Of an instance that was never judged those of the last quarter of an
 * hour count, of one that was, those of the last day: what is older is history.
 */
export function readUnjudged(now: Date): Promise<ReadSample[]> {
  return sql<ReadSample>(
    `select i.pool_id as "poolId", i.id as "seriesId", i.name as instance, s.at, ${sampled}
     from pool_instance i join pool p on p.id = i.pool_id left join alert_cursor c on c.series_id = i.id
       cross join lateral (select * from pool_sample where series_id = i.id and at <= $1::timestamptz + interval '2 minutes'
         and at > greatest(coalesce(c.judged_to, $1::timestamptz - interval '15 minutes'), $1::timestamptz - interval '1 day')
         order by at limit ${MOST_AT_ONCE}) s
     where p.archived_at is null and ${toldSince("$1::timestamptz - interval '1 day'")} order by s.at`,
    [now],
  );
}

// As long as a statement that writes samples may take: what is committed later may have been completed earlier.
const OVERLAP_MS = 5_000;
const MOST_COMPLETED = 10_000;

/**
 * Samples of which something was told after they were judged, since a moment; null for the last half minute. `next` is
 * from when to read on: some are read again then. At most 10,000 are read, and those of the same millisecond as the last.
 */
export async function readCompleted(
  since: Date | null,
): Promise<{ completed: ReadSample[]; next: Date | null }> {
  const rows = await sql<ReadSample & { completedAt: Date }>(
    `select i.pool_id as "poolId", i.id as "seriesId", i.name as instance, s.at, ${sampled}, s.completed_at as "completedAt"
     from pool_sample s join alert_cursor c on c.series_id = s.series_id and s.at <= c.judged_to
       join pool_instance i on i.id = s.series_id join pool p on p.id = i.pool_id
     where s.completed_at > coalesce($1::timestamptz, clock_timestamp() - interval '30 seconds') and p.archived_at is null
     order by s.completed_at fetch first ${MOST_COMPLETED} rows with ties`,
    [since],
  );
  const completed = rows.map(({ completedAt: _, ...sample }) => sample);
  const last = rows.at(-1)?.completedAt.getTime() ?? 0;
  const from = since?.getTime() ?? 0;
  const again = last - OVERLAP_MS;
  // Where so many were completed within the overlap, the next turn would read them all again.
  const next = again > from || rows.length < MOST_COMPLETED ? again : last;
  return { completed, next: next > from ? new Date(next) : since };
}

/** What was judged already of the last `minutes` before each instance's last judged sample, for whoever takes the watch. */
export function readJudged(minutes: number): Promise<ReadSample[]> {
  return sql<ReadSample>(
    `select i.pool_id as "poolId", i.id as "seriesId", i.name as instance, s.at, ${sampled}
     from alert_cursor c join pool_instance i on i.id = c.series_id join pool p on p.id = i.pool_id
       join pool_sample s on s.series_id = i.id and s.at <= c.judged_to and s.at > c.judged_to - make_interval(mins => $1)
     where p.archived_at is null and c.judged_to > clock_timestamp() - interval '1 day' order by s.at`,
    [minutes],
  );
}

/** The rules there are, paused and archived ones left to the caller. */
export const readRules = (): Promise<AlertRule[]> =>
  database().alertRule.findMany({ where: { archivedAt: null } });

/** The alerts that have not ended. */
export const readOpenAlerts = (): Promise<Alert[]> => database().alert.findMany({ where: { endedAt: null } });

/** A health check in use that was asked before, and how it stands. */
export type WatchedCheck = {
  id: string;
  serviceId: string;
  intervalSeconds: number;
  lastAt: Date;
  failuresInARow: number;
};

/** The health checks in use that were asked before. */
export function watchedChecks(): Promise<WatchedCheck[]> {
  return sql<WatchedCheck>(
    `select h.id, h.service_id as "serviceId", h.interval_seconds as "intervalSeconds", t.last_at as "lastAt", t.failures_in_a_row as "failuresInARow"
     from health_check h join health_check_turn t on t.check_id = h.id join service s on s.id = h.service_id
     where h.archived_at is null and s.archived_at is null and t.last_at is not null`,
  );
}

/** Who held connections of these instances when it was last looked, and the limits of their pool. */
export function readHolders(seriesIds: readonly number[]) {
  return sql<
    { seriesId: number; holders: Holder[]; holdersAt: Date | null } & Parameters<typeof limitsOf>[0]
  >(
    `select i.id as "seriesId", i.holders, i.holders_at as "holdersAt", p.hold_limit_seconds as "holdLimitSeconds",
       p.idle_in_transaction_limit_seconds as "idleInTransactionLimitSeconds"
     from pool_instance i join pool p on p.id = i.pool_id where i.id = any ($1::int[])`,
    [seriesIds],
  );
}
