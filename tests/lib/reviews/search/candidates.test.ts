import { beforeAll, describe, expect, test } from "vitest";
import { sql } from "@/lib/core/database";
import { incidentFilters } from "@/lib/incidents/schema";
import { isReadFaster, MOST_FOUND, reading } from "@/lib/reviews/search/candidates";
import { frequencyOf } from "@/lib/reviews/search/frequency";
import { searchIncidents } from "@/lib/reviews/search/queries";
import { ranked } from "@/lib/reviews/search/rules";
import { analyze } from "../../../support/analyze";
import { type Cast, cast } from "../../../support/cast";
import { at } from "../../../support/clock";

let people: Cast;
const incidents = 2_000;

// One a minute. Every entry speaks of flamingos, every tenth of an ibis, every fortieth of a heron, the first of a crane.
beforeAll(async () => {
  people = await cast();
  await sql(
    `with made as (
       insert into incident (id, ref, title, severity, status, mode, time_zone, created_at, touched_at)
       select gen_random_uuid(), 'INC-2024-' || lpad(n::text, 4, '0'), case when n = 7 then 'A flamingo on the runway' else 'Number ' || n end,
              'P2', case when n <= 50 then 'triage' else 'closed' end::incident_status, 'live', 'UTC',
              timestamptz '2024-01-01Z' + make_interval(mins => n), '2024-01-01Z'
         from generate_series(1, $1::int) n returning id, ref, created_at)
     insert into timeline_entry (id, incident_id, at, kind, source, text, recorded_at)
     select gen_random_uuid(), id, created_at, 'note', 'manual',
            'a flamingo came' || case when n % 10 = 0 then ' and an ibis' else '' end
              || case when n % 40 = 0 then ' and a heron' else '' end || case when n = 1 then ' and a crane' else '' end, created_at
       from (select *, right(ref, 4)::int as n from made) m`,
    [incidents],
  );
  await analyze();
});

const find = async (text: string, query: Record<string, string> = {}) => {
  const filters = incidentFilters.parse({ status: "all", ...query });
  const { page } = await searchIncidents(people.cleo, filters, { text, limit: 1_000 });
  return { ...page, numbers: page?.found.map(({ incident }) => Number(incident.ref.slice(-4))) ?? [] };
};
const latest = (step: number) => Array.from({ length: MOST_FOUND }, (_, nth) => incidents - nth * step);

describe("of what many say the latest hundred are found, and the page says that there are more", () => {
  test("where all say it; a title says it from any time, and stands first", async () => {
    const { numbers, complete } = await find("flamingos");
    expect(numbers).toEqual([7, ...latest(1)]);
    expect(complete).toBe(false);
  });

  test("where one in ten says it", async () => {
    expect(await find("ibis")).toMatchObject({ numbers: latest(10), complete: false });
    expect(await find(`"flamingo came" ibis`)).toMatchObject({ numbers: latest(10), complete: false });
  });
});

test("what all say is read and what few say is looked up, as the statistics of these incidents have it", async () => {
  expect(isReadFaster(await frequencyOf("'flamingo'"))).toBe(true);
  expect(isReadFaster(await frequencyOf("'heron'"))).toBe(false);
  expect(isReadFaster(await frequencyOf("'pelican'"))).toBe(false);
});

describe("of what few say all are found", () => {
  test("whenever it was", async () => {
    const { numbers, complete } = await find("heron");
    expect(numbers).toEqual(Array.from({ length: incidents / 40 }, (_, nth) => incidents - nth * 40));
    expect(complete).toBe(true);
    expect(await find("crane")).toMatchObject({ numbers: [1], complete: true });
    expect(await find("pelican")).toMatchObject({ numbers: [], complete: true });
  });

  test("also of what many say, where few incidents are left by the filters", async () => {
    const { numbers, complete } = await find("flamingo", { status: "open" });
    expect(numbers).toEqual([
      7,
      ...Array.from({ length: 50 }, (_, nth) => 50 - nth).filter((one) => one !== 7),
    ]);
    expect(complete).toBe(true);
    expect(await find("ibis", { status: "open" })).toMatchObject({
      numbers: [50, 40, 30, 20, 10],
      complete: true,
    });
  });
});

test("pages do not overlap, and one behind the end is empty", async () => {
  const filters = incidentFilters.parse({ status: "all" });
  const page = async (from: number) =>
    (await searchIncidents(people.cleo, filters, { text: "ibis", from })).page?.found.map(
      ({ incident }) => incident.ref,
    );
  const pages = await Promise.all([0, 20, 40, 60, 80].map(page));
  expect(new Set(pages.flat()).size).toBe(MOST_FOUND);
  expect(await page(100)).toEqual([]);
});

test("hidden incidents take no place among the latest", async () => {
  await sql("update incident set restricted_at = now() where right(ref, 4)::int > $1::int - 100", [
    incidents,
  ]);
  const { numbers } = await find("flamingo");
  expect(numbers.slice(1)).toEqual(latest(1).map((one) => one - 100));
  await sql("update incident set restricted_at = null");
});

test("reading backwards looks each incident's texts up by the incident, never among all that say it", async () => {
  const plan = await sql<{ "QUERY PLAN": string }>(`explain ${reading("true", 150)}`, ["'flamingo'"]);
  const text = plan.map((row) => row["QUERY PLAN"]).join("\n");
  expect(text).toContain("timeline_entry_incident_id_");
  expect(text).not.toContain("search_idx");
});

test("what is said often is read, what is said seldom or nowhere is looked up", () => {
  const of = (texts: number) => isReadFaster({ incidents: 100_000, texts });
  expect([0, 500, 5_000, 6_000, 7_000, 100_000, 1_000_000].map(of)).toEqual([
    ...[false, false, false, false, true, true, true],
  ]);
  expect(isReadFaster({ incidents: 2_000, texts: 300 })).toBe(false);
  expect(isReadFaster({ incidents: 2_000, texts: 2_000 })).toBe(true);
  expect(isReadFaster({ incidents: 2_000, texts: Number.POSITIVE_INFINITY })).toBe(true);
  expect(isReadFaster({ incidents: 0, texts: 0 })).toBe(false);
});

test("places that say it add up; of two equal ones the later stands first", () => {
  const one = (id: string, score: number, day: number) => ({
    id,
    score,
    createdAt: at(`2026-03-0${day} 00:00 UTC`),
  });
  expect(ranked([one("a", 1, 1), one("b", 2, 1), one("c", 2, 2), one("a", 10, 1)])).toEqual(["a", "c", "b"]);
  expect(ranked([])).toEqual([]);
});
