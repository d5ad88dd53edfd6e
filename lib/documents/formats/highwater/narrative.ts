import type { Section } from "./outline";
import { type Reading, sourceOf } from "./reading";
import { readBody } from "./texts";

/** The Markdown of a section that is running text, word for word, after what is known already. */
export function readNarrative(reading: Reading, section: Section, known = ""): string {
  const blocks = [...section.blocks];
  // A rule at the end of a section parts it from the next one; our own export has none that is not the author's.
  while (!reading.own && blocks.at(-1)?.kind === "rule") blocks.pop();
  const source = sourceOf(reading, { from: section.from, to: blocks.at(-1)?.to ?? section.from });
  const markdown = source.replace(/^(?:[ \t]*\n)+/, "").trimEnd();
  return [known, reading.own ? readBody(markdown) : markdown].filter(Boolean).join("\n\n");
}
