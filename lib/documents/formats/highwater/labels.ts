import type { Block, Range } from "./markdown/blocks";
import { type Reading, sourceOf } from "./reading";

/** A line that names what it states: `**Severity:** P0`, `Severity: P0`, or one of them in italics. */
export type Labelled = Range & { label: string; value: string };

const LONGEST_LABEL = 60;

/** A single line as label and value; null when it has no label. */
export function readLabel(line: string): { label: string; value: string } | null {
  const plain = line.trim().replace(/\\$/, "").trim();
  const inner = /^[*_][^*_]/.test(plain) && plain.at(-1) === plain[0] ? plain.slice(1, -1) : plain;
  const start = inner.slice(0, LONGEST_LABEL);
  const [head, , bold, text] =
    /^(?:(\*\*|__)([^*_:]+):?\1:?|([A-Za-z][A-Za-z /-]*):)(?=\s|$)/.exec(start) ?? [];
  if (head === undefined) return null;
  return { label: (bold ?? text ?? "").trim().toLowerCase(), value: inner.slice(head.length).trim() };
}

/** The lines of a paragraph one by one, with their labels where they have them. */
export function labelledLines(
  reading: Reading,
  paragraph: Block,
): (Range & { labelled: ReturnType<typeof readLabel> })[] {
  return sourceOf(reading, paragraph)
    .split("\n")
    .map((line, at) => ({
      from: paragraph.from + at,
      to: paragraph.from + at + 1,
      labelled: readLabel(line),
    }));
}
