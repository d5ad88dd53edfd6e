import type { Context } from "../../core/context";
import { sql } from "../../core/database";
import { literally } from "../../core/text";
import { conditionOf } from "../../incidents/lists/conditions";
import type { IncidentFilters } from "../../incidents/schema";
import { searched, titleWeights } from "./places";
import { ranked, type Scored } from "./rules";

/** Through how many of the latest incidents it is read first, and through how many at most. */
const READ_FIRST = 150;
const READ = 1_500;
/** Where fewer of the first ones say it than one in ten, it is looked up. */
const OFTEN = READ_FIRST / 10;
/** Among how many incidents that say it in their texts, the latest of them, the best are sought. */
export const MOST_FOUND = 100;
const MOST_TITLES = 50;
/** Shorter parts of words have no trigram to be found by; and more of them than anybody types make no difference. */
const LEAST_PART = 3;
const MOST_PARTS = 12;
/** More texts of one kind in one incident count no further. */
const COUNTED = 3;

/** Incidents that say it, the best first, and whether no other one does. */
export type Candidates = { ids: string[]; complete: boolean };

/**
 * The incidents that the actor sees, that the filters leave, and that say what is searched for: the latest 100 that say it
 * in a text, the latest 50 that say it in their title. The best first: places count by their weights, each at most three
 * times; of two equal ones the later.
 *
 * What is said often is found by reading incidents from the latest backwards until there are enough; what is not is looked
 * up in the indexes. So neither takes much longer in a large database.
 */
export async function findCandidates(
  context: Context,
  filters: IncidentFilters,
  { query, words }: { query: string; words: readonly string[] },
): Promise<Candidates> {
  const condition = conditionOf(context.actor, filters, 1);
  const asked = (text: string) => sql<Scored>(text, [query, ...condition.values]);
  let texts = await asked(reading(condition.text, READ_FIRST));
  if (texts.length < MOST_FOUND && texts.length >= OFTEN) texts = await asked(reading(condition.text, READ));
  if (texts.length < MOST_FOUND && (await hasMore(context, filters)))
    texts = await asked(lookingUp(condition.text));
  const titles = await titlesOf(context, filters, query, words);
  return {
    ids: ranked([...texts, ...titles]),
    complete: texts.length < MOST_FOUND && titles.length < MOST_TITLES,
  };
}

/** Whether there are more incidents than were read first. */
async function hasMore({ actor }: Context, filters: IncidentFilters): Promise<boolean> {
  const condition = conditionOf(actor, filters, 0);
  const rows = await sql(`select 1 from incident i where ${condition.text} offset ${READ_FIRST} limit 1`, [
    ...condition.values,
  ]);
  return rows.length > 0;
}

/**
 * The latest incidents that say it in their texts, by reading them until there are enough: as SQL, in which `$1` is the
 * question and the others are the condition's.
 */
export const reading = (condition: string, most: number): string => {
  // Without `offset 0` Postgres would look each incident's texts up among all that say it.
  const counts = searched.map(
    ({ table, vector, weight, where = "true" }) =>
      `(select least(count(*), ${COUNTED}) * ${weight}
          from (select ${vector} as words from ${table} where incident_id = i.id and ${where} offset 0) t
         where t.words @@ $1::tsquery)`,
  );
  return `select id, "createdAt", score from (
     select i.id, i.created_at as "createdAt", (${counts.join(" + ")})::int as score from incident i
      where ${condition} order by i.created_at desc, i.id desc limit ${most}) r
    where score > 0 limit ${MOST_FOUND}`;
};

/** The same by the indexes. */
const lookingUp = (condition: string): string => {
  const hits = searched.map(
    ({ table, vector, weight, where = "true" }) =>
      `select incident_id, least(count(*), ${COUNTED}) * ${weight} as score
         from ${table} where ${vector} @@ $1::tsquery and ${where} group by incident_id`,
  );
  return `select i.id, i.created_at as "createdAt", h.score::int as score from incident i
     join (select incident_id, sum(score) as score from (${hits.join(" union all ")}) t group by incident_id) h
       on h.incident_id = i.id
    where ${condition} order by i.created_at desc, i.id desc limit ${MOST_FOUND}`;
};

/** The latest incidents that say it in their titles: in whole words, or each word as a part of one. */
async function titlesOf(
  { actor }: Context,
  filters: IncidentFilters,
  query: string,
  words: readonly string[],
): Promise<Scored[]> {
  const short = words.some((word) => word.length < LEAST_PART);
  const parts = short ? [] : words.slice(0, MOST_PARTS).map((word) => `%${literally(word)}%`);
  const condition = conditionOf(actor, filters, 1 + parts.length);
  const latest = (matches: string, score: number) =>
    `(select i.id, i.created_at as "createdAt", ${score} as score from incident i
       where ${matches} and ${condition.text} order by i.created_at desc, i.id desc limit ${MOST_TITLES})`;
  // Each part by itself: of a list of them Postgres makes no use of the index.
  const inParts = parts.map((_, nth) => `i.title ilike $${nth + 2}::text`).join(" and ");
  return sql<Scored>(
    `select id, "createdAt", max(score) as score
       from (${latest("i.search @@ $1::tsquery", titleWeights.words)}
             ${inParts === "" ? "" : `union all ${latest(inParts, titleWeights.parts)}`}) t
      group by id, "createdAt"`,
    [query, ...parts, ...condition.values],
  );
}
