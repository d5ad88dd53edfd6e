import type { ActionItemStatus, IncidentStatus, Severity } from "../../../../prisma/generated/enums";
import { actionStatuses, keyOf, statuses } from "./words";

type Synonyms<Key> = readonly (readonly [Key, RegExp])[];

const find = <Key>(synonyms: Synonyms<Key>, text: string): Key | null =>
  synonyms.find(([, pattern]) => pattern.test(text))?.[0] ?? null;

/** A word of ours that a text begins with, and whatever else the text says; `rest` is '' when it says no more. */
export type Found<Key> = { key: Key; rest: string };

const withoutSigns = (text: string) => text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]{1,9}$/gu, "");

// Words come before numbers: 'SEV-1 (Critical)' in a house that counts from 1 is our P0.
const SEVERITY_WORDS: Synonyms<Severity> = [
  ["P0", /^(critical|blocker|catastrophic)$/i],
  ["P1", /^(major|high)$/i],
  ["P2", /^(medium|moderate)$/i],
  ["P3", /^(minor|low)$/i],
  ["P4", /^(info|informational|trivial|cosmetic)$/i],
];
const SEVERITY =
  /^\W{0,4}(?:(P[0-4])|(?:SEV(?:ERITY)?|S|PRIORITY)?[\s_-]{0,3}([0-5]))?\b(?:[\s:(–—-]{0,5}([a-z]+)\b)?/i;

/** The severity that a text begins with: `P0` to `P4`, else a word such as 'Major', else a number such as SEV-1. */
export function severityIn(text: string): Found<Severity> | null {
  const [said = "", own, number, word = ""] = SEVERITY.exec(text) ?? [];
  const meant = find(SEVERITY_WORDS, word);
  const rest = withoutSigns(text.slice(meant ? said.length : said.length - word.length));
  if (own !== undefined) return { key: own.toUpperCase() as Severity, rest };
  if (meant) return { key: meant, rest };
  return number === undefined ? null : { key: `P${Math.min(4, Number(number))}` as Severity, rest };
}

const STATUS_WORDS: Synonyms<IncidentStatus> = [
  ["investigating", /^(open|ongoing|active|in progress|under investigation|acknowledged)$/i],
  ["monitoring", /^(mitigated|stabili[sz]ed|watching)$/i],
  ["resolved", /^(fixed|recovered|restored|complete|completed|done)$/i],
  ["cancelled", /^(canceled|false alarm|invalid)$/i],
  ["merged", /^duplicate$/i],
];

/** The status that a text begins with, before anything but letters. */
export function statusIn(text: string): Found<IncidentStatus> | null {
  const [words = ""] = /^[a-z ]{1,40}/i.exec(text) ?? [];
  const key = keyOf(statuses, words) ?? find(STATUS_WORDS, words.trim());
  return key && { key, rest: withoutSigns(text.slice(words.length)) };
}

const ACTION_STATUS_WORDS: Synonyms<ActionItemStatus> = [
  ["wont_do", /^(wont|won.t|will not)\b|^(cancelled|canceled|declined|rejected|dropped|abandoned)$/i],
  ["done", /^(complete|completed|closed|fixed|resolved|finished|shipped|yes|x|✅|✓|☑|✔️?)$/i],
  ["in_progress", /^(ongoing|started|doing|wip|in review|partial|partially done|🚧)$/i],
  ["blocked", /^(on hold|waiting|stuck)$/i],
  ["open", /^(to ?do|new|planned|pending|not started|backlog|proposed|no|⬜|☐)$/i],
];

/** The status that a document means for an action item. */
export const actionStatusOf = (text: string): ActionItemStatus | null =>
  keyOf(actionStatuses, text) ?? find(ACTION_STATUS_WORDS, text);

/** Whether a cell says in so many words that it says nothing. */
export const saysNothing = (text: string): boolean =>
  /^(|[-–—_.]+|n\/?a|tbd|tba|none|unknown|\?+)$/i.test(text);
