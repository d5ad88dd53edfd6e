import type { IncidentRow } from "../../incidents/lists/rows";

/** The most characters that are searched for at once. */
export const MOST_SEARCH = 200;

/** What somebody searches for, as the database is asked for it. */
export type SearchTerms = {
  /** In the syntax of `websearch_to_tsquery`: words, "phrases", or, -without. */
  web: string;
  /** Beginnings of words, typed `word*`. */
  beginnings: readonly string[];
  /** What may also be a part of a word in a title: everything that was typed without quotes and is not to be left out. */
  words: readonly string[];
};

/** Where something was found. */
export type SearchPlace =
  | "entry"
  | "summary"
  | "impact"
  | "what-happened"
  | "root-cause"
  | "factor"
  | "fix"
  | "code-change"
  | "lesson"
  | "control"
  | "action-item";

/** A stretch of text, and whether it is what was searched for. */
export type TextPart = { text: string; found: boolean };

/** A text in which something was found, around the first place where it was. */
export type SearchHit = {
  place: SearchPlace;
  /** The entry's or the row's id; of an action item its reference. */
  key: string;
  /** When it was, for an entry. */
  at: Date | null;
  parts: readonly TextPart[];
};

/** An incident that was found, its title marked, with its best hits and how many there are beside. */
export type FoundIncident = {
  incident: IncidentRow;
  title: readonly TextPart[];
  hits: readonly SearchHit[];
  moreHits: number;
};

/** A page of what was found, the best first. */
export type SearchPage = {
  found: readonly FoundIncident[];
  /** How many there are on all pages. */
  total: number;
  /** Whether these are all; else older incidents say it too. */
  complete: boolean;
  /** How many stand before this page. */
  from: number;
};

/** What came of a search: a page, or why there is none, as a sentence. */
export type SearchAnswer = { page: SearchPage; problem?: undefined } | { page?: undefined; problem: string };
