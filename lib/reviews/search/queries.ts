import type { Context } from "../../core/context";
import { sql } from "../../core/database";
import { listIncidentsOf } from "../../incidents/lists/queries";
import type { IncidentFilters } from "../../incidents/schema";
import { actionItemRefOf } from "../action-items/rules";
import { findCandidates } from "./candidates";
import { searched } from "./places";
import {
  asPrefixes,
  excerptAround,
  MARK,
  ONLY_WITHOUT,
  partialRanges,
  partsOf,
  rangesOf,
  readSearch,
} from "./rules";
import type { SearchAnswer, SearchHit, SearchPlace, SearchTerms } from "./schema";

/** How many incidents a page of what was found holds, unless somebody asks for another number. */
export const searchPageSize = 20;

const MOST_HITS = 3;

/**
 * What the actor sees that says what somebody typed, the best first, each with where it says it. `from` leaves out so many
 * of the best; a question that cannot be looked up is answered with why.
 */
export async function searchIncidents(
  context: Context,
  filters: IncidentFilters,
  { text, from = 0, limit = searchPageSize }: { text: string; from?: number; limit?: number },
): Promise<SearchAnswer> {
  const read = readSearch(text);
  if ("problem" in read) return read;
  const { words } = read.terms;
  const query = await queryOf(read.terms);
  if (query === null) return { problem: ONLY_WITHOUT };
  const { ids, complete } = await findCandidates(context, filters, { query, words });
  const shown = ids.slice(from, from + limit);
  const [incidents, marked] = await Promise.all([listIncidentsOf(context, shown), markedIn(shown, query)]);
  const found = incidents.map((incident) => {
    const { hits = [], count = 0, title = "" } = marked.get(incident.id) ?? {};
    const whole = rangesOf(incident.title, title);
    const ranges = whole.length > 0 ? whole : partialRanges(incident.title, words);
    return { incident, title: partsOf(incident.title, ranges), hits, moreHits: count - hits.length };
  });
  return { page: { found, total: ids.length, complete, from } };
}

/** The question as a `tsquery`; null for one that only says what there should not be, which no index answers. */
async function queryOf({ web, beginnings }: SearchTerms): Promise<string | null> {
  const prefixes = asPrefixes(beginnings);
  const begins = prefixes === null ? "" : "&& to_tsquery('public.highwater', $2)";
  const [row] = await sql<{ query: string; tree: string }>(
    `select q::text as query, querytree(q) as tree
       from (select websearch_to_tsquery('public.highwater', $1) ${begins} as q) t`,
    prefixes === null ? [web] : [web, prefixes],
  );
  return row && row.tree !== "" && row.tree !== "T" ? row.query : null;
}

type Marked = { title: string; hits: SearchHit[]; count: number };

type HitRow = {
  incidentId: string;
  place: SearchPlace | "title";
  key: string;
  at: Date | null;
  text: string;
  marked: string;
  count: number;
};

/** The titles of these incidents and the best texts in each that say it, with marks around what was found. */
async function markedIn(incidentIds: string[], query: string): Promise<Map<string, Marked>> {
  const found = new Map<string, Marked>();
  if (incidentIds.length === 0) return found;
  for (const { incidentId, place, key, at, text, marked, count } of await sql<HitRow>(hitSql, [
    query,
    incidentIds,
  ])) {
    const own = found.get(incidentId) ?? { title: "", hits: [], count: 0 };
    found.set(incidentId, own);
    if (place === "title") own.title = marked;
    else {
      const parts = excerptAround(text, rangesOf(text, marked));
      own.hits.push({ place, key: place === "action-item" ? actionItemRefOf(Number(key)) : key, at, parts });
      own.count = count;
    }
  }
  return found;
}

const marking = (text: string) =>
  `ts_headline('public.highwater', public.search_words(${text}), $1::tsquery,
     'HighlightAll=true, StartSel=${MARK.begin}, StopSel=${MARK.end}')`;

// Without `offset 0` Postgres might look them up among all that say it.
const hitSql = `with hit as (${searched
  .map(
    ({ place, table, vector, text, weight, key = "id", at = "null::timestamptz", where = "true" }) =>
      `select incident_id, '${place}' as place, ${key}::text as key, ${at} as at, ${text} as text, ${weight} as weight,
              ts_rank(${vector}, $1::tsquery) as rank
         from (select * from ${table} where incident_id = any ($2::uuid[]) and ${where} offset 0) t
        where ${vector} @@ $1::tsquery`,
  )
  .join(" union all ")}),
  best as (select *, row_number() over (partition by incident_id order by weight desc, rank desc, at, key) as nth,
                  (count(*) over (partition by incident_id))::int as count from hit)
  select incident_id as "incidentId", place, key, at, text, count, nth, ${marking("text")} as marked
    from best where nth <= ${MOST_HITS}
  union all
  select id, 'title', '', null, title, 0, 0, ${marking("title")} from incident where id = any ($2::uuid[])
  order by nth`;
