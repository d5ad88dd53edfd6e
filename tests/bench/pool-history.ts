import type pg from "pg";
import { keptDays } from "../../lib/pools/samples/rules";

/** A pool whose history is there: its id, and its place. */
export type FilledPool = { id: string; slug: string };

/** Everything in the order in which it would have come: all pools at an instant, then the next. */
const inOrder = (unit: string, each: string) => `
  generate_series(date_trunc('${unit}', now() - make_interval(days => $2::int)), date_trunc('${unit}', now()), interval '${each}') at
  cross join unnest($1::int[]) as s (id)`;

// By day as people work, and a little otherwise each time; never the limit of 50.
const used =
  "(16 + 9 * sin(extract(epoch from at) / 13751 + s.id) + 2 * (hashint8(extract(epoch from at)::int8 * s.id) & 3))";

const statements: readonly [level: keyof typeof keptDays, text: string][] = [
  [
    "sample",
    `insert into pool_sample (series_id, at, "max", used, idle, waiting)
     select s.id, at, 50, round(${used})::int, 50 - round(${used})::int, 0 from ${inOrder("minute", "15 seconds")}`,
  ],
  ...(["minute", "hour"] as const).map((unit): [typeof unit, string] => [
    unit,
    `insert into pool_${unit} (series_id, at, max_min, max_max, max_sum, max_count, used_min, used_max, used_sum, used_count,
       idle_min, idle_max, idle_sum, idle_count, waiting_min, waiting_max, waiting_sum, waiting_count,
       utilisation_min, utilisation_max, utilisation_sum, utilisation_count)
     select s.id, at, 50, 50, 50 * n, n, u - 2, u + 2, u * n, n, 48 - u, 52 - u, (50 - u) * n, n, 0, 0, 0, n,
       (u - 2) / 50, (u + 2) / 50, u / 50 * n, n
     from ${inOrder(unit, `1 ${unit}`)} cross join lateral (select round(${used})::real as u, ${unit === "minute" ? 4 : 240} as n) f
     on conflict do nothing`,
  ]),
];

/**
 * Gives pools of one instance each, of services of the bulk, all the history that is kept of samples every fifteen
 * seconds: by SQL, and not by deliveries. Hours go back a year.
 */
export async function fillPools(client: pg.Client, count: number): Promise<FilledPool[]> {
  await client.query("set statement_timeout = 0");
  await client.query("set timezone = 'UTC'");
  const { rows } = await client.query<FilledPool & { series: number }>(
    `with source as (
       insert into pool_source (id, slug, name, kind, interval_seconds, created_at)
       values (gen_random_uuid(), 'bulk', 'Bulk', 'otlp', 15, now()) returning id),
     collection as (
       insert into pool_collection (source_id, next_at, attempted_at, delivered_at) select id, '9999-12-31Z', now(), now() from source),
     made as (
       insert into pool (id, slug, name, source_id, service_id, told_service, told_pool, created_at)
       select gen_random_uuid(), 'bulk-' || n, 'Bulk pool ' || n, source.id, service.id, 'bulk', n::text, now()
         from source, generate_series(1, $1::int) n
         join (select id, row_number() over (order by slug) as place, count(*) over () as all from service) service
           on service.place = 1 + n % service.all
       returning id, slug),
     instance as (insert into pool_instance (pool_id, name, first_seen_at) select id, 'pod-1', now() from made returning id, pool_id)
     select made.id, slug, instance.id as series from made join instance on instance.pool_id = made.id`,
    [count],
  );
  await client.query(
    "select make_pool_partitions('pool_sample', now() - make_interval(days => $1), now() + interval '1 day')",
    [keptDays.sample],
  );
  await client.query(
    "select make_pool_partitions('pool_minute', now() - make_interval(days => $1), now() + interval '1 day')",
    [keptDays.minute],
  );
  const series = rows.map((row) => row.series);
  const lengths = { ...keptDays, hour: 366 };
  for (const [level, text] of statements) {
    const began = performance.now();
    // The worker rolls up meanwhile what is there already.
    await client.query(`begin; lock table pool_${level} in share row exclusive mode`);
    const { rowCount } = await client.query(text, [series, lengths[level]]);
    await client.query("commit");
    const took = ((performance.now() - began) / 1_000).toFixed(0);
    console.log(
      `${count} pools: ${rowCount?.toLocaleString("en")} rows of the level ${level} after ${took} s`,
    );
  }
  await client.query("vacuum analyze pool_sample, pool_minute, pool_hour, pool, pool_instance");
  return rows.map(({ id, slug }) => ({ id, slug }));
}
