import type { ActionItemStatus, IncidentStatus, Severity } from "../../../../prisma/generated/enums";
import { actionStatuses, keyOf, statuses } from "./words";

type Synonyms<Key> = readonly (readonly [Key, RegExp])[];

const find = <Key>(synonyms: Synonyms<Key>, text: string): Key | null =>
  synonyms.find(([, pattern]) => pattern.test(text))?.[0] ?? null;

// Words come before numbers: 'SEV-1 (Critical)' in a house that counts from 1 is our P0.
const SEVERITY_WORDS: Synonyms<Severity> = [
  ["P0", /\b(critical|blocker|catastrophic)\b/i],
  ["P1", /\b(major|high)\b/i],
  ["P2", /\b(medium|moderate)\b/i],
  ["P3", /\b(minor|low)\b/i],
  ["P4", /\b(info|informational|trivial|cosmetic)\b/i],
];

/** The severity that a document means: `P0` to `P4` first, then a word such as 'Major', then a number such as SEV-1. */
export function severityOf(text: string): Severity | null {
  if (text.length > 100) return null;
  const [, own] = /\bP([0-4])\b/i.exec(text) ?? [];
  const [, number] = /^\W*(?:SEV(?:ERITY)?|S|PRIORITY)?[\s_-]*([0-5])\b/i.exec(text) ?? [];
  const word = find(SEVERITY_WORDS, text);
  if (own !== undefined) return `P${own}` as Severity;
  if (word !== null) return word;
  return number === undefined ? null : (`P${Math.min(4, Number(number))}` as Severity);
}

const STATUS_WORDS: Synonyms<IncidentStatus> = [
  ["investigating", /^(open|ongoing|active|in progress|under investigation|acknowledged)$/i],
  ["monitoring", /^(mitigated|stabili[sz]ed|watching)$/i],
  ["resolved", /^(fixed|recovered|restored|complete|completed|done)$/i],
  ["cancelled", /^(canceled|false alarm|invalid)$/i],
  ["merged", /^duplicate\b/i],
];

/** The status that a document means. */
export const statusOf = (text: string): IncidentStatus | null =>
  keyOf(statuses, text) ?? find(STATUS_WORDS, text);

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
