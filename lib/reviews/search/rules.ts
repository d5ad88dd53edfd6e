import { tidyText } from "../../core/text";
import { MOST_SEARCH, type SearchTerms, type TextPart } from "./schema";

/** How the database marks what it found: characters that it takes out of every text that it searches. */
export const MARK = { begin: "\uE000", end: "\uE001" } as const;

const NOTHING = "There is nothing to look for in that. Write a word, a number or a code.";
const TOO_LONG = `Search for at most ${MOST_SEARCH} characters: a few words out of it will do.`;

/** What cannot be looked up, because it says only what there should not be. */
export const ONLY_WITHOUT = "Add a word to search for: a search cannot only exclude.";

const token = /(-?)"([^"]*)(?:"|$)|(\S+)/g;
const wordsIn = (text: string) => text.split(/[^\p{L}\p{N}\p{M}]+/u).filter((word) => word !== "");

/**
 * Reads what somebody typed to search for: words that must all occur, "phrases", `or`, `-without`, `begin*`. A name with
 * signs in it, like HikariPool-1 or db-01.example.com, is a phrase of its parts. `words` are looked for as parts of titles,
 * and none are where a phrase or what there should not be says more than they. Answers with why not where nothing is left.
 */
export function readSearch(text: string): { terms: SearchTerms } | { problem: string } {
  const tidy = tidyText(text);
  if (tidy.length > MOST_SEARCH) return { problem: TOO_LONG };
  const web: string[] = [];
  const beginnings: string[] = [];
  const words: string[] = [];
  let exact = false;
  for (const [, minus = "", quoted, bare] of tidy.matchAll(token)) {
    if (bare !== undefined && /^or$/i.test(bare)) {
      if (web.length > 0 && web.at(-1) !== "or") web.push("or");
      continue;
    }
    const without = minus === "-" || (bare?.startsWith("-") ?? false);
    const parts = wordsIn(quoted ?? bare ?? "");
    const [first] = parts;
    if (first === undefined) continue;
    if (bare?.endsWith("*") && !without && parts.length === 1) beginnings.push(first);
    else web.push(`${without ? "-" : ""}"${parts.join(" ")}"`);
    if (bare === undefined || without) exact = true;
    else words.push(bare.replace(/^[*"]+|[*"]+$/g, ""));
  }
  if (web.at(-1) === "or") web.pop();
  if (web.length + beginnings.length === 0) return { problem: NOTHING };
  return { terms: { web: web.join(" "), beginnings, words: exact ? [] : words } };
}

/** Beginnings of words in the syntax of `to_tsquery`, all of which must occur; null where there are none. */
export function asPrefixes(beginnings: readonly string[]): string | null {
  return beginnings.length === 0 ? null : beginnings.map((word) => `'${word}':*`).join(" & ");
}

/** How much an incident counts by what was found in one way, and when it was recorded. */
export type Scored = { id: string; createdAt: Date; score: number };

/** Ids by the sum of their scores, the highest first; of two equal ones the later. */
export function ranked(found: readonly Scored[]): string[] {
  const sums = new Map<string, Scored>();
  for (const one of found) sums.set(one.id, { ...one, score: one.score + (sums.get(one.id)?.score ?? 0) });
  const order = (a: Scored, b: Scored) =>
    b.score - a.score || b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1);
  return [...sums.values()].toSorted(order).map(({ id }) => id);
}

/** From where to where something was found, in characters of the text. */
type Range = readonly [from: number, to: number];

/** Where the database marked something; nowhere when the marked text is not the same one. */
export function rangesOf(text: string, marked: string): Range[] {
  const ranges: Range[] = [];
  let marks = 0;
  let from = 0;
  for (const { 0: mark, index } of marked.matchAll(/[\uE000\uE001]/g)) {
    if (mark === MARK.begin) from = index - marks;
    else ranges.push([from, index - marks]);
    marks += 1;
  }
  return marked.length - marks === text.length ? ranges : [];
}

/** Where words occur in a text, also within other words, in any case. */
export function partialRanges(text: string, words: readonly string[]): Range[] {
  const lower = text.toLowerCase();
  if (lower.length !== text.length) return [];
  return words.flatMap((word) => {
    const at = lower.indexOf(word.toLowerCase());
    return at < 0 || word === "" ? [] : [[at, at + word.length] as const];
  });
}

/** A text cut into stretches that were found and stretches between them. */
export function partsOf(text: string, ranges: readonly Range[]): TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const [from, to] of ranges.toSorted(([a], [b]) => a - b)) {
    if (to <= at) continue;
    if (from > at) parts.push({ text: text.slice(at, from), found: false });
    parts.push({ text: text.slice(Math.max(from, at), to), found: true });
    at = to;
  }
  if (at < text.length) parts.push({ text: text.slice(at), found: false });
  return parts;
}

const BEFORE = 60;
const LENGTH = 220;

/** What stands around the first thing that was found, on one line, at most some 220 characters, cut at words. */
export function excerptAround(text: string, ranges: readonly Range[]): TextPart[] {
  const line = text.replace(/\s/g, " ");
  const first = Math.min(line.length, ...ranges.map(([from]) => from));
  const near = ranges.length === 0 || first <= BEFORE ? 0 : first - BEFORE;
  const begin = near === 0 ? 0 : Math.min(first, atWord(line, near, first));
  const most = Math.min(line.length, begin + LENGTH);
  const end = most === line.length ? most : Math.max(line.lastIndexOf(" ", most), begin + LENGTH / 2);
  const inside = ranges
    .filter(([from, to]) => to > begin && from < end)
    .map(([from, to]): Range => [Math.max(from, begin) - begin, Math.min(to, end) - begin]);
  const parts = partsOf(line.slice(begin, end), inside);
  const gap = { text: "…", found: false };
  return [...(begin > 0 ? [gap] : []), ...parts, ...(end < line.length ? [gap] : [])];
}

function atWord(line: string, near: number, last: number): number {
  const space = line.indexOf(" ", near);
  return space < 0 || space >= last ? near : space + 1;
}
