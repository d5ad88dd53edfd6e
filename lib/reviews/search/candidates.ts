import type { Context } from "../../core/context";
import { sql } from "../../core/database";
import { literally } from "../../core/text";
import { conditionOf } from "../../incidents/lists/conditions";
import type { IncidentFilters } from "../../incidents/schema";
import { type Frequency, frequencyOf } from "./frequency";
import { inTitles, saying, searched, titleWeights } from "./places";
import { ranked, type Scored } from "./rules";

/** Through how many of the latest incidents it is read at most. */
const READ = 1_500;
/** To read the texts of one incident takes as long as to look so many texts up, as measured with a million entries. */
const READING = 4;
/** Among how many incidents that say it in their texts, the latest of them, the best are sought. */
export const MOST_FOUND = 100;
const MOST_TITLES = 50;
/** A word that more titles than one in so many say is in fifty of the latest: they are read, others are looked up. */
const TITLES_READ = 20;
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
 * up in the indexes: whichever Postgres' own statistics say is less work. So neither takes much longer in a large database.
 */
export async function findCandidates(
  context: Context,
  filters: IncidentFilters,
  { query, words }: { query: string; words: readonly string[] },
): Promise<Candidates> {
  const frequency = await frequencyOf(query);
  const [texts, titles] = await Promise.all([
    textsOf(context, filters, query, frequency),
    titlesOf(context, filters, { query, words }, frequency),
  ]);
  return {
    ids: ranked([...texts, ...titles]),
    complete: texts.length < MOST_FOUND && titles.length < MOST_TITLES,
  };
}

/** The latest incidents that say it in their texts. */
async function textsOf(
  context: Context,
  filters: IncidentFilters,
  query: string,
  frequency: Frequency,
): Promise<Scored[]> {
  const condition = conditionOf(context.actor, filters, 1);
  const asked = (text: string) => sql<Scored>(text, [query, ...condition.values]);
  if (isReadFaster(frequency)) {
    const read = await asked(reading(condition.text, READ));
    if (read.length === MOST_FOUND || !(await hasMore(context, filters))) return read;
  }
  return asked(lookingUp(condition.text));
}

/** Whether there are more incidents than are read. */
async function hasMore({ actor }: Context, filters: IncidentFilters): Promise<boolean> {
  const condition = conditionOf(actor, filters, 0);
  const rows = await sql(`select 1 from incident i where ${condition.text} offset ${READ} limit 1`, [
    ...condition.values,
  ]);
  return rows.length > 0;
}

/** Whether enough incidents are sooner read from the latest backwards than all texts looked up. */
export function isReadFaster({ incidents, texts }: Omit<Frequency, "titles">): boolean {
  const read = (MOST_FOUND * incidents) / Math.max(1, Math.min(texts, incidents));
  return read <= READ && read * READING < texts;
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
    (one) =>
      `select incident_id, least(count(*), ${COUNTED}) * ${one.weight} as score
         from (${saying(one)}) t group by incident_id`,
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
  { query, words }: { query: string; words: readonly string[] },
  { incidents, titles }: Frequency,
): Promise<Scored[]> {
  const short = words.some((word) => word.length < LEAST_PART);
  const parts = short ? [] : words.slice(0, MOST_PARTS).map((word) => `%${literally(word)}%`);
  const condition = conditionOf(actor, filters, 1 + parts.length);
  const latest = (saying: string, score: number) =>
    `(select i.id, i.created_at as "createdAt", ${score} as score from (${saying}) i
       where ${condition.text} order by i.created_at desc, i.id desc limit ${MOST_TITLES})`;
  // With `offset 0` they are looked up. Of a word that it does not know Postgres expects some, and would read all for them.
  const inWords = `${inTitles}${titles * TITLES_READ <= incidents ? " offset 0" : ""}`;
  // Each part by itself: of a list of them Postgres makes no use of the index.
  const inParts = parts.map((_, nth) => `title ilike $${nth + 2}::text`).join(" and ");
  return sql<Scored>(
    `select id, "createdAt", max(score) as score
       from (${latest(inWords, titleWeights.words)}
             ${inParts === "" ? "" : `union all ${latest(`select * from incident where ${inParts}`, titleWeights.parts)}`}) t
      group by id, "createdAt"`,
    [query, ...parts, ...condition.values],
  );
}
