import type { AlertComparison, AlertFigure, ControlVerdict } from "../../../prisma/generated/enums";
import { type Audited, findingsOf, settingValue } from "../../pools/configuration/audit/rules";
import { silentAfterMs } from "../../pools/rules";
import { worseOf } from "../watch/rules";
import { sayMeasure } from "../words";

/**
 * Whether a control holds, what that comes from, and of when the facts are; nothing was verified where nobody can tell. The
 * value names what it is of, for it is read alone: `lock_timeout = off`, `15 % of connections in use`.
 */
export type Judgement =
  | { verdict: Exclude<ControlVerdict, "unknown">; value: string; says: string; at: Date }
  | { verdict: "unknown"; value: ""; says: string; at: null };

const unknown = (says: string): Judgement => ({ verdict: "unknown", value: "", says, at: null });

/** A source as far as its configuration is judged. */
export type JudgedSource = Audited & {
  name: string;
  intervalSeconds: number;
  deliveredAt: Date | null;
  failure: string | null;
  archivedAt: Date | null;
};

/** When rules were judged last, and since when our own work has gone on without a pause; null where nobody knows. */
export type Watching = { watchedAt: Date | null; since: Date | null };

/** Whether something that was heard of at an instant has been silent for longer than it may be. */
const isSilent = (heardAt: Date | null, silentMs: number, now: Date) =>
  heardAt === null || now.getTime() - heardAt.getTime() > silentMs;

/**
 * Whether what the audit says of a setting of a source lets a control hold: it does while there is no finding of it. Null
 * where it stays as it is: what nobody heard while we paused ourselves is not called silent before it could be heard.
 */
export function judgeSetting(
  setting: string,
  source: JudgedSource,
  { since }: Pick<Watching, "since">,
  now: Date,
): Judgement | null {
  const { name, deliveredAt, failure } = source;
  const silentMs = silentAfterMs(source.intervalSeconds);
  if (source.archivedAt) return unknown(`${name} is no source any more.`);
  if (failure !== null) return unknown(`${name} brings nothing: ${failure}`);
  if (!deliveredAt) return unknown(`${name} has not told anything yet.`);
  if (isSilent(deliveredAt, silentMs, now))
    return isSilent(since, silentMs, now) ? unknown(`${name} has told nothing lately.`) : null;
  const found = findingsOf(source)?.find((finding) => finding.setting === setting);
  if (found)
    return { verdict: "broken", value: `${setting} = ${found.value}`, says: found.says, at: deliveredAt };
  const value = settingValue(source, setting);
  if (value === null)
    return unknown(
      setting === "max_connections"
        ? `No pool of ${name} says how many connections it may open.`
        : `${name} does not tell ${setting}.`,
    );
  return {
    ...{ verdict: "holds", value: `${setting} = ${value}`, at: deliveredAt },
    says: "The audit finds nothing about it.",
  };
}

/** A rule as far as it is judged whether it is on. */
export type JudgedRule = {
  figure: AlertFigure;
  comparison: AlertComparison;
  pausedAt: Date | null;
  archivedAt: Date | null;
};

/**
 * A pool or health check that a rule applies to: up to where it was judged, and how long it may be silent; whether the
 * figure of the rule can be told of it, and what it is where one look tells.
 */
export type RuleSubject = {
  name: string;
  judgedTo: Date | null;
  silentMs: number;
  told: boolean;
  value: number | null;
};

/** An alert that fires, and what it is of. */
export type FiringAlert = { number: number; name: string; lastValue: number };

/** What is known of a rule at a moment. */
export type RuleSight = Watching & { subjects: readonly RuleSubject[]; firing: readonly FiringAlert[] };

/** Without a turn of the watch for longer than this nobody knows what rules would say. */
const WATCH_PAUSE_MS = 30_000;
/** Of many that fire or are silent so many are named. */
const MOST_NAMED = 3;

/**
 * Whether a rule lets a control hold: it does while the rule is in use and does not pause, all that it watches was judged
 * lately, and no alert of it fires. Null where it stays as it is, as for a setting.
 */
export function judgeRule(rule: JudgedRule, sight: RuleSight, now: Date): Judgement | null {
  const { watchedAt, since, subjects, firing } = sight;
  if (rule.archivedAt) return unknown("The rule is archived.");
  if (rule.pausedAt) return unknown("The rule is paused.");
  if (!watchedAt || isSilent(watchedAt, WATCH_PAUSE_MS, now))
    return isSilent(since, WATCH_PAUSE_MS, now) ? unknown("Nobody has judged alert rules lately.") : null;
  if (firing.length > 0) return brokenBy(rule, firing, watchedAt);
  if (subjects.length === 0) return unknown("There is nothing that the rule applies to.");
  // Of a rule about silence every length of it is an answer.
  const unheard =
    rule.figure === "no_data" ? [] : subjects.filter((one) => isSilent(one.judgedTo, one.silentMs, now));
  const silent = unheard.filter(({ silentMs }) => isSilent(since, silentMs, now));
  if (silent.length > 0) return unknown(saySilent(silent));
  if (unheard.length > 0) return null;
  const told = subjects.filter((subject) => subject.told);
  return told.length > 0
    ? holdsOf(rule, told, watchedAt)
    : unknown("Nothing that the rule applies to tells its figure.");
}

function brokenBy({ figure }: JudgedRule, firing: readonly FiringAlert[], at: Date): Judgement {
  const said = firing.slice(0, MOST_NAMED).map(({ number, name }) => `Alert ${number} fires on ${name}.`);
  const rest = firing.length - said.length;
  const says = [...said, ...(rest > 0 ? [`${rest} more fire.`] : [])].join(" ");
  return { verdict: "broken", value: sayMeasure(figure, firing[0]?.lastValue ?? 0), says, at };
}

function holdsOf({ figure, comparison }: JudgedRule, told: readonly RuleSubject[], at: Date): Judgement {
  const values = told.flatMap(({ value }) => value ?? []);
  const worst = values.length > 0 ? values.reduce((one, other) => worseOf({ comparison }, one, other)) : null;
  const kind = figure === "health_check" ? "health checks" : "pools";
  const on = told.length === 1 ? (told[0]?.name ?? "") : `any of ${told.length} ${kind}`;
  const value = worst === null ? "" : sayMeasure(figure, worst);
  return { verdict: "holds", value, says: `No alert of it fires on ${on}.`, at };
}

function saySilent(silent: readonly RuleSubject[]): string {
  const named = silent.slice(0, MOST_NAMED).map(({ name }) => name);
  const rest = silent.length - named.length;
  return `No data of ${[...named, ...(rest > 0 ? [`${rest} more`] : [])].join(", ")}.`;
}

/** How a watched control stands. */
export type ControlStanding = {
  verdict: ControlVerdict;
  judgedAt: Date | null;
  /** Since when it does not hold, as people were told. */
  brokenSince: Date | null;
};

/** Where a judgement takes a control; `tells` is whether people are told of it. */
export type Move = { moved: boolean; brokenSince: Date | null; tells: boolean };

/**
 * Where a judgement takes a control. People are told when it breaks and when it holds again, once each; silence in between
 * tells nothing, and neither does that it holds from the beginning.
 */
export function moveOf(before: ControlStanding, { verdict }: Judgement, now: Date): Move {
  const { brokenSince } = before;
  const moved = before.verdict !== verdict;
  if (verdict === "broken") return { moved, brokenSince: brokenSince ?? now, tells: brokenSince === null };
  if (verdict === "holds") return { moved, brokenSince: null, tells: brokenSince !== null };
  return { moved, brokenSince, tells: false };
}
