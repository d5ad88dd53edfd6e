import type { Block, Range } from "./markdown/blocks";
import { type Reading, sourceOf } from "./reading";

/** What a line names and what it states of it. */
export type Label = { label: string; value: string };

const LONGEST_LABEL = 60;

/** A line such as `**Severity:** P0` or `Severity: P0`, in italics or not; null when it has no label. */
export function readLabel(line: string): Label | null {
  const plain = line.trim().replace(/\\$/, "").trim();
  const inner = /^[*_][^*_]/.test(plain) && plain.at(-1) === plain[0] ? plain.slice(1, -1) : plain;
  const start = inner.slice(0, LONGEST_LABEL);
  const [head, , bold, text] =
    /^(?:(\*\*|__)([^*_:]+):?\1:?|([A-Za-z][A-Za-z /-]*):)(?=\s|$)/.exec(start) ?? [];
  if (head === undefined) return null;
  return { label: (bold ?? text ?? "").trim().toLowerCase(), value: inner.slice(head.length).trim() };
}

/** The lines of a paragraph one by one, with their labels where they have them. */
export const labelledLines = (reading: Reading, paragraph: Block): (Range & { labelled: Label | null })[] =>
  sourceOf(reading, paragraph)
    .split("\n")
    .map((line, at) => ({
      from: paragraph.from + at,
      to: paragraph.from + at + 1,
      labelled: readLabel(line),
    }));
