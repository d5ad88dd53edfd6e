import { sql } from "../../core/database";
import { inTitles, saying, searched } from "./places";

/** How many incidents there are, and how many texts and how many titles say something at most. */
export type Frequency = { incidents: number; texts: number; titles: number };

// Where more words must occur, the rarest of these bounds them all.
const MOST_LEXEMES = 6;

/**
 * How often something is said at most, as far as Postgres' statistics of single words tell. Its own estimate of several
 * words takes them for independent of each other, and words are not.
 */
export async function frequencyOf(query: string): Promise<Frequency> {
  const lexemes = lexemesOf(query).slice(0, MOST_LEXEMES);
  const most = async (texts: string) => {
    const counts = await Promise.all(lexemes.map((lexeme) => rowsOf(texts, [lexeme])));
    return mostOf(query, new Map(lexemes.map((lexeme, nth) => [lexeme, counts[nth] ?? 0])));
  };
  const [incidents, texts, titles] = await Promise.all([
    rowsOf("select from incident", []),
    most(searched.map(saying).join(" union all ")),
    most(inTitles),
  ]);
  return { incidents, texts, titles };
}

/** How many rows Postgres expects of a statement. */
async function rowsOf(text: string, values: string[]): Promise<number> {
  const [row] = await sql<{ "QUERY PLAN": [{ Plan: { "Plan Rows": number } }] }>(
    `explain (format json) ${text}`,
    values,
  );
  return row?.["QUERY PLAN"][0].Plan["Plan Rows"] ?? 0;
}

// A `tsquery` as Postgres writes it (PostgreSQL, 'Text Search Types'): quotes and backslashes in a lexeme stand twice.
const token = /'(?:[^'\\]|''|\\\\)*'(?::[*A-D]+)?|<(?:-|\d+)>|[&|!()]/g;
const tokensOf = (query: string): string[] => query.match(token) ?? [];

/** The words of a `tsquery`, each once, with what is asked of them: each is one by itself. */
export const lexemesOf = (query: string): string[] => [
  ...new Set(tokensOf(query).filter((one) => one.startsWith("'"))),
];

/** How many texts a `tsquery` finds at most, where it is known how many say its words; no bound where it is not. */
export function mostOf(query: string, rows: ReadonlyMap<string, number>): number {
  const tokens = tokensOf(query);
  let next = 0;
  const either = (): number => {
    let sum = all();
    for (; tokens[next] === "|"; sum += all()) next += 1;
    return sum;
  };
  // Words that follow each other occur together: which of the two binds more tightly makes no difference.
  const all = (): number => {
    let least = one();
    for (; tokens[next] === "&" || tokens[next]?.startsWith("<"); least = Math.min(least, one())) next += 1;
    return least;
  };
  const one = (): number => {
    const here = tokens[next++] ?? "";
    if (here === "!") {
      one();
      return Number.POSITIVE_INFINITY;
    }
    if (here !== "(") return rows.get(here) ?? Number.POSITIVE_INFINITY;
    const inside = either();
    next += 1;
    return inside;
  };
  return either();
}
