import pg from "pg";
import { incidentFilters } from "../../lib/incidents/schema";
import { searchIncidents } from "../../lib/reviews/search/queries";
import { leave, workOn } from "../support/open-world";
import { databaseOf, withDatabaseOf } from "../support/product-database";
import type { Line } from "./line";
import { measure, timesOf } from "./rounds";
import type { Setting } from "./setting";

/** What people search for, from what every other incident says to what none does. */
const questions = {
  "a word of many": "pool",
  "a phrase of many": `"connections in use"`,
  "words of some": "replica primary moved",
  "one or the other, without a third": "provider or queue -monday",
  "a machine's name": "HikariPool-17",
  "a host": "db-17.eu.example.com",
  "a rare word": "tordenorm",
  "rare words": "answers 503 tordenorm",
  "the beginning of a word": "torden*",
  "a reference": "INC-2023-0042",
  "a part of a title": "generat exhaust",
  "what nobody says": "zygomorphic",
} as const;

/**
 * How long the search's own function takes over a million entries whose words are as uneven as people's: all that the
 * page asks the database, and the excerpts. Beside it bare SQL: the first hundred entries that the index has.
 */
export async function search(
  { product, scene }: Setting,
  counts: { entries: number },
  effort: { rounds: number; perRound: number },
): Promise<Line[]> {
  const { incidents, entries } = await withDatabaseOf(product, (client) => fill(client, counts.entries));
  await workOn(product);
  const client = new pg.Client({ connectionString: databaseOf(product).url, options: "-c timezone=UTC" });
  await client.connect();
  try {
    // As a person, who must not find what is restricted: the system may see all, so that its question is shorter.
    const context = { ...scene.ben, now: new Date() };
    const filters = incidentFilters.parse({ status: "all" });
    const texts = Object.values(questions);
    let [ours, bare] = [0, 0];
    const next = (turn: number) => texts[turn % texts.length] ?? "";
    const whole = await measure(
      [
        { name: "ours", once: () => searchIncidents(context, filters, { text: next(ours++) }) },
        { name: "bare", once: () => client.query(bareSql, [next(bare++)]) },
      ],
      { ...effort, perRound: texts.length * 4 },
    );
    const each = await measure(
      Object.entries(questions).map(([name, text]) => ({
        name,
        once: () => searchIncidents(context, filters, { text }),
      })),
      effort,
    );
    const [all, index] = [timesOf(whole, "ours"), timesOf(whole, "bare")];
    return [
      {
        name: "Search over all incidents and their entries, p95 of its function",
        ...{ figure: all.p95, unit: "ms", goal: { most: 50 } },
        beside: {
          ...{ incidents, entries },
          ...{ "ms p50": all.median, "ms p50 of bare SQL": index.median, "ms p95 of bare SQL": index.p95 },
          ...Object.fromEntries(
            Object.keys(questions).map((name) => [
              `ms p50, p95 of ${name}`,
              `${timesOf(each, name).median.toFixed(1)}, ${timesOf(each, name).p95.toFixed(1)}`,
            ]),
          ),
        },
      },
    ];
  } finally {
    await client.end();
    await leave();
  }
}

const bareSql = `select id, incident_id from timeline_entry
  where search @@ websearch_to_tsquery('public.highwater', public.search_words($1)) limit 100`;

/** Adds entries to the incidents that are there until there are so many, with words of which few are said often. */
async function fill(client: pg.Client, wanted: number): Promise<{ incidents: number; entries: number }> {
  await client.query("set statement_timeout = 0");
  const count = async () => {
    const { rows } = await client.query<{ incidents: number; entries: number }>(
      "select (select count(*)::int from incident) as incidents, (select count(*)::int from timeline_entry) as entries",
    );
    return rows[0] ?? { incidents: 0, entries: 0 };
  };
  const { incidents, entries } = await count();
  await client.query(words);
  await client.query(more, [Math.max(0, wanted - entries), incidents]);
  await client.query("vacuum analyze timeline_entry");
  return count();
}

const words = `
  create function pg_temp.roll(key text, sides int) returns int language sql immutable as
    $$ select ((hashtextextended(key, 0) & 9223372036854775807) % sides)::int $$;
  create function pg_temp.word(key text) returns text language sql immutable as
    $$ select (array['ka','lo','mi','ren','sta','tor','ule','vex','wi','zon'])[1 + i % 10]
              || (array['bar','den','fil','gus','han','jer','kol','lem','nop','quo'])[1 + i / 10 % 10]
              || (array['a','eb','id','on','ur','yx','ash','ett','ing','orm'])[1 + i / 100 % 10]
              || case when i >= 1000 then (array['ia','os','um','el','ix'])[i / 1000] else '' end
         from (select floor(5000 * power(pg_temp.roll(key, 1000000) / 1000000.0, 3))::int as i) t $$`;

const more = `
  insert into timeline_entry (id, incident_id, at, kind, source, text, author_id, recorded_at)
  select gen_random_uuid(), i.id, i.created_at + make_interval(mins => 60 + k::int), 'finding', 'manual',
         'db-' || pg_temp.roll('h' || n || k, 400) || '.eu.example.com answers ' || 400 + pg_temp.roll('c' || n || k, 200)
           || ' to HikariPool-' || pg_temp.roll('p' || n || k, 3000) || ': '
           || (select string_agg(pg_temp.word(w || ' ' || n || ' ' || k), ' ') from generate_series(1, 6) w),
         i.declared_by_id, i.created_at + make_interval(mins => 60 + k::int)
    from generate_series(0, ceil($1::numeric / greatest($2, 1))::int - 1) k,
         (select id, created_at, declared_by_id, row_number() over (order by created_at, id) as n from incident) i
   where k * $2 + n <= $1`;
