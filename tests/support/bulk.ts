import pg from "pg";

/** How much to make. */
export type BulkSize = {
  incidents: number;
  /** Timeline entries of an incident, on average; every thousandth incident has twenty times as many. */
  entries?: number;
};

/** How many rows were made, by table. */
export type BulkRows = Record<string, number>;

const CHUNK = 10_000;

const titles = [
  "Ferry bookings time out",
  "Checkout answers with 502",
  "Search returns yesterday's catalogue",
  "Tickets are printed twice",
  "Report generation exhausts the connection pool",
  "Sign-in page loads for half a minute",
  "Notifications arrive an hour late",
  "Payments are declined for cards from abroad",
];

const sentences = [
  "Bookings time out after 30 s; the pool shows 50 of 50 connections in use.",
  "Restarted the second instance. Error rate falls from 31 % to 4 % within two minutes.",
  "Nothing unusual in the deploy log; the last change went out yesterday at 16:40.",
  "The replica lags by 210 s. Reads are moved to the primary until it has caught up.",
  "Customers write that tickets are charged twice – zwölf Meldungen bisher, 3 from Łódź.",
  "Rolled back to the version of Monday.\n\n- cache emptied\n- workers restarted\n- queue at 1,204 and falling",
  "`SELECT count(*) FROM pg_stat_activity` says 97\\100; a tab\there, a backslash \\ there.",
  "Waiting for the provider. Their status page says that all is well.",
];

const preparation = `
  create function pg_temp.roll(key text, sides int) returns int language sql immutable as
    $$ select ((hashtextextended(key, 0) & 9223372036854775807) % sides)::int $$;
  create function pg_temp.uuid7(at timestamptz, key text) returns uuid language sql immutable as
    $$ select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(key), 1, 3)
               || '8' || substr(md5(key), 4, 15))::uuid $$;
  create function pg_temp.one(texts text[], key text) returns text language sql immutable as
    $$ select texts[1 + pg_temp.roll(key, cardinality(texts))] $$;
  insert into team (id, slug, name, created_at)
    select pg_temp.uuid7('2021-01-01Z', 'team ' || n), 'bulk-team-' || n, 'Bulk team ' || n, '2021-01-01Z' from generate_series(1, 5) n;
  insert into person (id, email, name, role, created_at)
    select pg_temp.uuid7('2021-01-01Z', 'person ' || n), 'bulk-' || n || '@example.org', 'Bulk person ' || n,
           (array['responder', 'responder', 'lead', 'approver', 'viewer'])[1 + n % 5]::role, '2021-01-01Z' from generate_series(1, 40) n;
  insert into team_member (team_id, person_id)
    select pg_temp.uuid7('2021-01-01Z', 'team ' || (1 + n % 5)), pg_temp.uuid7('2021-01-01Z', 'person ' || n) from generate_series(1, 40) n;
  insert into environment (id, slug, name, kind, position)
    select pg_temp.uuid7('2021-01-01Z', 'environment ' || kind), 'bulk-' || kind, 'Bulk ' || kind, kind::environment_kind, n
      from unnest(array['production', 'staging', 'development']) with ordinality as t (kind, n);
  insert into service (id, slug, name, owner_team_id, created_at)
    select pg_temp.uuid7('2021-01-01Z', 'service ' || n), 'bulk-service-' || n, 'Bulk service ' || n,
           pg_temp.uuid7('2021-01-01Z', 'team ' || (1 + n % 5)), '2021-01-01Z' from generate_series(1, 12) n;
  create temp table made (n int primary key, id uuid, ref text, title text, at timestamptz, person uuid, name text, entries int, status incident_status);`;

/** One chunk of incidents, then what belongs to each; $1 and $2 are the first and last number, $3 how many there are. */
const statements = {
  made: `insert into made
    select n, pg_temp.uuid7(at, 'incident ' || n), '', pg_temp.one($4::text[], 't' || n) || ' (' || n || ')', at,
           pg_temp.uuid7('2021-01-01Z', 'person ' || who), 'Bulk person ' || who,
           greatest(1, pg_temp.roll('e' || n, 2 * $5::int) + 1) * case when n % 1000 = 0 then 20 else 1 end,
           case when n > $3::int * 0.998 then 'investigating' when pg_temp.roll('s' || n, 20) = 0 then 'cancelled'
                when pg_temp.roll('s' || n, 20) < 5 then 'resolved' else 'closed' end::incident_status
      from (select n, '2022-01-01Z'::timestamptz + make_interval(secs => floor(n::numeric * 94000000 / $3::int)) as at,
                   1 + pg_temp.roll('p' || n, 40) as who from generate_series($1::int, $2::int) n) t`,
  counter: `with given as (
      select n, extract(year from at at time zone 'UTC')::int as year,
             coalesce((select last from incident_ref_counter c where c.year = extract(year from at at time zone 'UTC')::int), 0)
               + row_number() over (partition by extract(year from at at time zone 'UTC')::int order by n) as number
        from made where n between $1 and $2),
    counted as (
      insert into incident_ref_counter (year, last) select year, max(number)::int from given group by year
        on conflict (year) do update set last = excluded.last)
    update made set ref = 'INC-' || year || '-' || case when number < 10000 then lpad(number::text, 4, '0') else number::text end
      from given where made.n = given.n`,
  incident: `insert into incident (id, ref, title, severity, status, mode, service_id, environment_id, time_zone, declared_by_id, created_at, touched_at, document_version)
    select id, ref, title, ('P' || least(4, pg_temp.roll('v' || n, 6)))::severity, status, 'live',
           pg_temp.uuid7('2021-01-01Z', 'service ' || (1 + pg_temp.roll('w' || n, 12))),
           pg_temp.uuid7('2021-01-01Z', 'environment ' || (array['production', 'production', 'staging', 'development'])[1 + n % 4]),
           (array['UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'America/New_York'])[1 + n % 4], person, at, at + interval '3 hours', 1 + entries
      from made where n between $1 and $2`,
  participant: `insert into participant (incident_id, person_id, role, added_at)
    select id, person, 'participant', at from made where n between $1 and $2`,
  milestone: `insert into milestone (incident_id, kind, at, origin, set_by_id, set_at)
    select id, kind, at + late, 'automatic', person, at + late from made,
           (values ('detectedAt'::milestone_kind, interval '0'), ('declaredAt', '1 min'), ('mitigatedAt', '40 min'), ('resolvedAt', '2 hours')) as t (kind, late)
     where n between $1 and $2 and (kind in ('detectedAt', 'declaredAt') or status in ('resolved', 'closed'))`,
  timeline_entry: `insert into timeline_entry (id, incident_id, at, kind, source, text, author_id, recorded_at)
    select pg_temp.uuid7(at + make_interval(mins => k), 'entry ' || n || ' ' || k), id, at + make_interval(mins => k),
           (array['finding', 'action', 'note', 'communication', 'decision'])[1 + k % 5]::entry_kind, 'manual',
           pg_temp.one($3::text[], 'x' || n || ' ' || k), person, at + make_interval(mins => k)
      from made, generate_series(1, entries) k where n between $1 and $2 order by n, k`,
  post_mortem: `insert into post_mortem (incident_id, summary, what_happened, created_at, edited_at)
    select id, pg_temp.one($3::text[], 'm' || n), pg_temp.one($3::text[], 'h' || n), at, at + interval '1 day'
      from made where n between $1 and $2 and status = 'closed'`,
  root_cause: `insert into root_cause (id, incident_id, position, title, text)
    select pg_temp.uuid7(at, 'cause ' || n), id, 1, 'Connections were not given back', pg_temp.one($3::text[], 'c' || n)
      from made where n between $1 and $2 and status = 'closed'`,
  lesson: `insert into lesson (id, incident_id, kind, position, text)
    select pg_temp.uuid7(at, kind || n), id, kind::lesson_kind, 1, pg_temp.one($3::text[], kind || n)
      from made, unnest(array['went_well', 'went_wrong']) kind where n between $1 and $2 and status = 'closed'`,
  action_item: `insert into action_item (id, incident_id, title, owner_person_id, due_on, status, closed_at, closed_by_id, created_at)
    select pg_temp.uuid7(at, 'item ' || n), id, 'Watch the pool of service ' || n % 12, person, (at + interval '14 days')::date,
           case when n % 10 = 0 then 'open' else 'done' end::action_item_status,
           case when n % 10 <> 0 then at + interval '9 days' end, case when n % 10 <> 0 then person end, at
      from made where n between $1 and $2 and status = 'closed' and n % 2 = 0`,
  audit_event: `insert into audit_event (at, actor_id, actor_role, actor_name, via, action, subject_kind, subject_id, incident_id, changes, request_id)
    select at + make_interval(mins => k), person, 'responder', name, 'web', case k when 0 then 'incident.declare' else 'timeline-entry.add' end,
           case k when 0 then 'incident' else 'timeline-entry' end, id::text, id,
           jsonb_build_array(jsonb_build_object('kind', 'incident', 'id', id, 'fields', jsonb_build_object('title', jsonb_build_array(null, title)))),
           substr(md5(n || ' ' || k), 1, 12)
      from made, generate_series(0, entries) k where n between $1 and $2 order by n, k`,
} as const;

/**
 * Fills a migrated database with incidents over three years and everything that belongs to them, by SQL and not by
 * commands: minutes where commands would take hours. The same size gives the same rows. Only once in a database; seals
 * are left to `sealTrail`.
 */
export async function fillInBulk(
  url: string,
  { incidents, entries = 4 }: BulkSize,
  onProgress: (made: number) => void = () => {},
): Promise<BulkRows> {
  const client = new pg.Client({ connectionString: url, options: "-c timezone=UTC -c statement_timeout=0" });
  await client.connect();
  const rows: BulkRows = {};
  try {
    await client.query(preparation);
    for (let first = 1; first <= incidents; first += CHUNK) {
      const last = Math.min(first + CHUNK - 1, incidents);
      await client.query("begin");
      for (const [table, text] of Object.entries(statements)) {
        const more = table === "made" ? [incidents, titles, entries] : text.includes("$3") ? [sentences] : [];
        const { rowCount } = await client.query(text, [first, last, ...more]);
        if (table !== "made" && table !== "counter") rows[table] = (rows[table] ?? 0) + (rowCount ?? 0);
      }
      await client.query("commit");
      onProgress(last);
    }
    await client.query("analyze");
    return rows;
  } finally {
    await client.end();
  }
}
