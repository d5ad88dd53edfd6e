import type { SearchPlace } from "./schema";

/** A table whose rows are texts of incidents, as a search reads them. */
type Searched = {
  place: SearchPlace;
  table: string;
  /** The column with the words that the text is found by (prisma/migrations/20261126110000_search). */
  vector: string;
  /** What the text is made of, the same as the vector's but for a reference in front. */
  text: string;
  /** How much it counts to be found here. */
  weight: number;
  key?: string;
  at?: string;
  /** Which rows count. */
  where?: string;
};

/** Everything that is searched beside titles. What the post-mortem came to counts more than what was noted on the way. */
export const searched: readonly Searched[] = [
  {
    ...{ place: "entry", table: "timeline_entry", vector: "search", text: "text", weight: 1 },
    ...{ at: "at", where: "withdrawn_at is null" },
  },
  {
    ...{ place: "summary", table: "post_mortem", vector: "summary_search", text: "summary", weight: 3 },
    key: "incident_id",
  },
  {
    ...{
      place: "what-happened",
      table: "post_mortem",
      vector: "what_happened_search",
      text: "what_happened",
    },
    ...{ weight: 3, key: "incident_id" },
  },
  { place: "impact", table: "impact_statement", vector: "search", text: "text", weight: 2 },
  { place: "root-cause", table: "root_cause", vector: "search", text: "title || ' ' || text", weight: 4 },
  {
    ...{ place: "factor", table: "contributing_factor", vector: "search", weight: 2 },
    text: "text || ' ' || coalesce(accepted_risk, '')",
  },
  { place: "fix", table: "fix", vector: "search", text: "text", weight: 3 },
  {
    ...{ place: "code-change", table: "code_change", vector: "search", weight: 2 },
    text: "file || ' ' || text || ' ' || coalesce(before, '') || ' ' || coalesce(after, '')",
  },
  { place: "lesson", table: "lesson", vector: "search", text: "text", weight: 2 },
  {
    ...{ place: "control", table: "control", vector: "search", weight: 2 },
    text: "text || ' ' || coalesce(verification, '')",
  },
  {
    ...{ place: "action-item", table: "action_item", vector: "search", weight: 2, key: "number" },
    text: "title || ' ' || coalesce(evidence, '')",
  },
];

/** The texts of one kind that say it, by their incidents: as SQL, in which `$1` is the question. */
export const saying = ({ table, vector, where = "true" }: Searched): string =>
  `select incident_id from ${table} where ${vector} @@ $1::tsquery and ${where}`;

/** The incidents whose titles say it in whole words: as SQL, in which `$1` is the question. */
export const inTitles = "select * from incident where search @@ $1::tsquery";

/** What a title counts that says all of it in whole words, and one that says it in parts of words. */
export const titleWeights = { words: 10, parts: 6 } as const;
