import { sql } from "../../core/database";
import type { Answer } from "./asking";
import { type Expectation, keptDays } from "./rules";

/** Who asks which health check, and what came of it. Nobody asked for it, so it leaves no audit event. */

const GRACE_MS = 10_000;

/** A health check whose turn it is. */
export type DueCheck = Expectation & { id: string; version: number; url: string };

/**
 * Claims checks that are due for this checker, until their time is over and ten seconds: by then one that was killed
 * has answered nothing, and another asks. Turns that were missed are not made up for.
 */
export function claimDueChecks(checker: string, limit: number): Promise<DueCheck[]> {
  return sql<DueCheck>(
    `update health_check_turn t set leased_by = $1,
       lease_until = clock_timestamp() + make_interval(secs => (c.timeout_ms + ${GRACE_MS}) / 1000.0),
       next_at = greatest(t.next_at + make_interval(secs => c.interval_seconds), clock_timestamp() + make_interval(secs => c.interval_seconds / 2.0))
     from health_check c
     where c.id = t.check_id and t.check_id in (
       select t.check_id from health_check_turn t join health_check c on c.id = t.check_id join service s on s.id = c.service_id
       where c.archived_at is null and s.archived_at is null and t.next_at <= clock_timestamp()
         and (t.lease_until is null or t.lease_until <= clock_timestamp())
       order by t.next_at limit $2 for update of t skip locked)
     returning c.id, c.version, c.url, c.timeout_ms as "timeoutMs", c.least_status as "leastStatus", c.most_status as "mostStatus",
       c.expected_text as "expectedText"`,
    [checker, limit],
  );
}

/**
 * Keeps an answer and how the check stands by it; false, and nothing kept, when the check was edited meanwhile or
 * another checker has taken it over.
 */
export async function keepAnswer(
  checker: string,
  { id, version }: Pick<DueCheck, "id" | "version">,
  { status, durationMs, failure }: Answer,
): Promise<boolean> {
  const kept = await sql(
    `with turn as (
       update health_check_turn t set last_at = clock_timestamp(), failure = $4::text, leased_by = null, lease_until = null,
         failures_in_a_row = case when $4::text is null then 0 else t.failures_in_a_row + 1 end
       from health_check c
       where c.id = t.check_id and t.check_id = $1 and t.leased_by = $2 and c.version = $3
       returning t.check_id, t.last_at as at, $4::text is null as well),
     hour as (
       insert into health_hour (check_id, at, asked, well, last_well_at, last_failed_at)
       select check_id, date_trunc('hour', at, 'UTC'), 1, well::int, case when well then at end, case when not well then at end from turn
       on conflict (check_id, at) do update set asked = health_hour.asked + 1, well = health_hour.well + excluded.well,
         last_well_at = coalesce(excluded.last_well_at, health_hour.last_well_at),
         last_failed_at = coalesce(excluded.last_failed_at, health_hour.last_failed_at))
     insert into health_result (check_id, at, well, status, duration_ms, failure)
     select check_id, at, well, $5::int, $6::real, $4 from turn on conflict do nothing returning check_id`,
    [id, checker, version, failure, status, durationMs],
  );
  return kept.length === 1;
}

/** Gives back what this checker has asked in vain, so that another may ask at once. */
export async function giveBackChecks(checker: string): Promise<void> {
  await sql(
    "update health_check_turn set leased_by = null, lease_until = null, next_at = clock_timestamp() where leased_by = $1",
    [checker],
  );
}

/** Forgets answers that are no longer kept. */
export async function forgetOldResults(now: Date): Promise<void> {
  for (const table of ["health_result", "health_hour"])
    await sql(`delete from ${table} where at < $1::timestamptz - make_interval(days => $2)`, [now, keptDays]);
}
