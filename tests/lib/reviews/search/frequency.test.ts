import { expect, test } from "vitest";
import { sql } from "@/lib/core/database";
import { frequencyOf, lexemesOf, mostOf } from "@/lib/reviews/search/frequency";
import { analyze } from "../../../support/analyze";

const asked = async (text: string) => {
  const [row] = await sql<{ query: string }>("select $1::tsquery::text as query", [text]);
  return row?.query ?? "";
};
const rows = new Map([
  ["'pool'", 900],
  ["'leak'", 40],
  ["'torden':*", 7],
]);
const most = async (text: string) => mostOf(await asked(text), rows);

test("of words that must all occur the rarest counts, of others their sum", async () => {
  expect(await most("pool & leak")).toBe(40);
  expect(await most("pool <-> leak")).toBe(40);
  expect(await most("pool <3> torden:*")).toBe(7);
  expect(await most("pool | leak")).toBe(940);
  expect(await most("leak & pool | torden:*")).toBe(47);
  expect(await most("pool & (leak | torden:*)")).toBe(47);
  expect(await most("(pool | leak) & (leak | torden:*) & pool")).toBe(47);
});

test("what must not occur bounds nothing, nor does a word of which nothing is known", async () => {
  expect(await most("pool & !leak")).toBe(900);
  expect(await most("!(leak | pool) & torden:*")).toBe(7);
  expect(await most("!leak")).toBe(Number.POSITIVE_INFINITY);
  expect(await most("gull & leak")).toBe(40);
  expect(await most("gull | leak")).toBe(Number.POSITIVE_INFINITY);
});

test("every word is one by itself, whatever is in it", async () => {
  const query = await asked(String.raw`'it''s' & 'a\\b' <-> 'x & (y | !z)' & pre:*AB & 'it''s'`);
  const words = lexemesOf(query);
  expect(words).toEqual(["'it''s'", String.raw`'a\\b'`, "'x & (y | !z)'", "'pre':*AB"]);
  for (const word of words) expect(await asked(word)).toBe(word);
  expect(lexemesOf("")).toEqual([]);
});

test("it comes from Postgres' statistics of texts of every kind", async () => {
  await sql(
    `insert into incident (id, ref, title, severity, status, mode, time_zone, created_at, touched_at)
     select gen_random_uuid(), 'INC-2024-' || lpad(n::text, 4, '0'), case when n % 2 = 0 then 'Auk ' else 'Number ' end || n,
            'P2', 'closed', 'live', 'UTC', now(), now() from generate_series(1, 2000) n`,
  );
  await sql(
    `insert into timeline_entry (id, incident_id, at, kind, source, text, recorded_at)
     select gen_random_uuid(), id, now(), 'note', 'manual',
            'gannet' || case when right(ref, 4)::int % 4 = 0 then ' puffin' else ' dunlin' end, now() from incident`,
  );
  await sql(
    `insert into post_mortem (incident_id, summary, created_at, edited_at)
     select id, 'puffin', now(), now() from incident where right(ref, 4)::int % 4 = 1`,
  );
  await analyze();
  const { incidents, texts } = await frequencyOf("'gannet'");
  expect(incidents).toBe(2_000);
  expect(texts).toBeGreaterThan(1_900);
  expect(texts).toBeLessThan(2_100);
  // Never both, yet each so often.
  const { texts: both } = await frequencyOf("'puffin' & 'dunlin'");
  expect(both).toBeGreaterThan(900);
  expect(both).toBeLessThan(1_100);
  const { titles } = await frequencyOf("'auk'");
  expect(titles).toBeGreaterThan(900);
  expect(titles).toBeLessThan(1_100);
  expect((await frequencyOf("'gannet' & 'albatross'")).texts).toBeLessThan(50);
});
