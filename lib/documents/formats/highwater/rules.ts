import type { EntryKind, MilestoneKind } from "../../../../prisma/generated/enums";
import type { PortableDocument } from "../../schema";

type Entry = PortableDocument["timeline"][number];
type Milestone = PortableDocument["milestones"][number];

const RESTORED = /\b(restored|restoration|recovered|resolved|back to normal|all clear)\b/i;
const CLOSED = /\bclosed\b/i;

// What the words of an entry make of it where the document does not say; the first that fits.
const KIND_WORDS: readonly (readonly [EntryKind, RegExp])[] = [
  ["alert", /^(alert|alarm)\b/i],
  ["page", /^page(d)?\b/i],
  ["metric", /^metric\b/i],
  [
    "communication",
    /^(communication|announcement|status page)\b|\b(customers|users) (were )?(informed|notified)\b/i,
  ],
  ["decision", /^(decision|decided)\b|\bdecided to\b/i],
  ["acknowledgement", /\backnowledge[sd]?\b/i],
  ["escalation", /^escalat|\bescalate[sd]?\b/i],
  ["deploy", /\b(deploy(ed|s|ment)?|hotfix|rolled (out|back)|rollback|released)\b/i],
  ["status", RESTORED],
  ["status", /\bincident (was |is )?closed\b/i],
  ["finding", /\b(root cause|re-?exhaust\w*|identified|found|discovered|traced to)\b/i],
  ["detection", /\bdetect(ed|s|ion)\b/i],
  ["action", /\b(initiated|restart(ed|s|ing)?|started|scaled|disabled|enabled|increased|applied|killed)\b/i],
];

/** The kind of a timeline entry as its words tell it; `note` where they do not. */
export const kindOf = (text: string): EntryKind =>
  KIND_WORDS.find(([, pattern]) => pattern.test(text))?.[0] ?? "note";

/**
 * The milestones that a timeline tells: detected and declared with the first alert, acknowledged with the first
 * acknowledgement, resolved when restoration is reported, mitigated with the last deploy before that, closed when the
 * incident is said to be closed. When impact began it does not tell.
 */
export function milestonesOf(timeline: readonly Entry[]): Milestone[] {
  const alert = timeline.find(({ kind }) => kind === "alert");
  const acknowledgement = timeline.find(({ kind }) => kind === "acknowledgement");
  const restored = timeline.find(({ kind, text }) => kind === "status" && RESTORED.test(text));
  const deploy = timeline.findLast(
    ({ kind, at }) => kind === "deploy" && restored !== undefined && at <= restored.at,
  );
  const closed = timeline.findLast(({ kind, text }) => kind === "status" && CLOSED.test(text));
  const told: readonly (readonly [MilestoneKind, Entry | undefined])[] = [
    ["detectedAt", alert],
    ["declaredAt", alert],
    ["acknowledgedAt", acknowledgement],
    ["mitigatedAt", deploy],
    ["resolvedAt", restored],
    ["closedAt", closed],
  ];
  return told.flatMap(([kind, entry]) => (entry ? [{ kind, at: entry.at, precision: entry.precision }] : []));
}

type Figures = PortableDocument["impact"]["figures"];

const MOST = 2_147_483_647;
const AFFECTED =
  /(~|≈|\babout |\baround |\bapproximately |\bover )?\b(\d{1,3}(?:,\d{3})+|\d{1,9})(\+)? (?:[a-z]+ )?(users|customers) (?:were |was )?(?:affected|impacted)\b/i;

/** The figures that a sentence about impact states in so many words, for example '~150 active users affected'. */
export function figuresIn(text: string): Partial<Figures> {
  const figures: Partial<Figures> = {};
  const [, about, digits = "", more, who] = AFFECTED.exec(text) ?? [];
  const count = Number(digits.replaceAll(",", ""));
  if (who !== undefined && count <= MOST) {
    const precision = about === undefined && more === undefined ? "exact" : "about";
    figures[/^users$/i.test(who) ? "usersAffected" : "customersAffected"] = { count, precision };
  }
  if (/\bno data (?:was |were )?los[st]\b|\bno data loss\b/i.test(text)) figures.dataLoss = "none";
  const [, delay] = /^delayed [^.;]{0,200}?\bby ([^.;]{1,200})$/i.exec(text) ?? [];
  if (delay !== undefined) figures.delay = delay;
  return figures;
}
