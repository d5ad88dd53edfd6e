import type { ControlVerdict } from "../../../prisma/generated/enums";

/** Whether a control holds, as people say it. */
export const controlVerdictLabels: Readonly<Record<ControlVerdict, string>> = {
  broken: "Broken",
  unknown: "No data",
  holds: "Holds",
};

/** How a control can stand, those that need somebody first: its verdict, or that nothing watches it. */
export const controlStates = ["broken", "unknown", "holds", "unwatched"] as const;

/** One of them. */
export type ControlState = (typeof controlStates)[number];

/** What each is called. */
export const controlStateLabels: Readonly<Record<ControlState, string>> = {
  ...controlVerdictLabels,
  unwatched: "Not watched",
};

type Named = { slug: string; name: string };

/** What watches a control: a setting in the configuration audit of a source, or an alert rule. */
export type ControlTarget =
  | { kind: "setting"; source: Named; setting: string }
  | { kind: "rule"; rule: Named };

/** What watches a control, in a few words: `statement_timeout of reports-db`, `the rule Pool is filling up`. */
export const sayTarget = (target: ControlTarget): string =>
  target.kind === "setting" ? `${target.setting} of ${target.source.name}` : `the rule ${target.rule.name}`;

/** What 'holds' means, by what watches it. */
export const holdsMeaning: Readonly<Record<ControlTarget["kind"], string>> = {
  setting: "while the configuration audit of the source finds nothing about the setting",
  rule: "while the rule is in use and not paused, everything it watches was judged lately, and no alert of it fires",
};

/** The value of a choice of what watches a control, as forms send it. */
export const choiceOf = (target: ControlTarget): string =>
  target.kind === "setting" ? `setting:${target.source.slug}:${target.setting}` : `rule:${target.rule.slug}`;
