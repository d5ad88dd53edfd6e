import { isNarrative, type Role, roleNamed, roleUnder } from "./headings";
import type { Block, Range } from "./markdown/blocks";
import { readForeignHeading, readHeading } from "./texts";

/** A heading and what stands under it, up to the next heading that does not belong to its text. */
export type Section = Range & {
  role: Role;
  level: number;
  /** The text of the heading. */
  heading: string;
  /** The headings that lead here, without the document's title. */
  path: string[];
  /** The lines of the heading itself. */
  headed: Range;
  blocks: Block[];
};

/**
 * Divides a document at its headings and says what each section is. In our own export (`own`) the place of a heading
 * decides alone; elsewhere a heading that names a known section is one wherever it stands, and so is a line in bold.
 */
export function outlineOf(lines: readonly string[], blocks: readonly Block[], own: boolean): Section[] {
  const title = titleOf(blocks);
  const sections: Section[] = [before(blocks)];
  const open: Section[] = [];
  for (const block of blocks) {
    const heading = own ? headingOf(block) : (headingOf(block) ?? boldHeading(block, lines, open.at(-1)));
    if (!heading) {
      addTo(sections.at(-1), block);
      continue;
    }
    while ((open.at(-1)?.level ?? 0) >= heading.level) open.pop();
    const parent = open.at(-1);
    const role = block === title ? "title" : roleOf(heading.text, parent?.role ?? null, own);
    if (role === "unknown" && parent && isNarrative(parent.role) && parent === sections.at(-1)) {
      addTo(parent, block);
      continue;
    }
    const name = named(heading, own);
    const path = [...pathOf(parent), name.heading];
    const headed = { from: block.from, to: block.to };
    const section: Section = { role, path, headed, blocks: [], from: block.to, to: block.to, ...name };
    sections.push(section);
    open.push(section);
  }
  return sections;
}

// Deeper than any heading, so that the next line in bold stands beside this one, not under it.
const BOLD = 7;

type Heading = { level: number; text: string };

const headingOf = (block: Block): Heading | null => (block.kind === "heading" ? block : null);

/** The heading that a paragraph stands for which is a known section's name in bold, as in `**User Impact:**`. */
function boldHeading(block: Block, lines: readonly string[], within: Section | undefined): Heading | null {
  if (block.kind !== "paragraph" || block.to - block.from > 1 || !within) return null;
  if (isNarrative(within.role) && within.level < BOLD) return null;
  const [, text] =
    /^\s*(?:\*\*|__)([^*_]+)(?:\*\*|__):?\s*$/.exec((lines[block.from] ?? "").slice(0, 200)) ?? [];
  if (text === undefined || roleNamed(text) === null) return null;
  return { level: BOLD, text: text.replace(/:$/, "") };
}

function titleOf(blocks: readonly Block[]): Block | undefined {
  const headings = blocks.filter((block) => block.kind === "heading");
  const [first] = headings;
  const untitled = first && roleNamed(first.text) !== null;
  return headings.find(({ level }) => level === 1) ?? (untitled ? undefined : first);
}

function roleOf(heading: string, parent: Role | null, own: boolean): Role {
  const byPlace = parent && (own && isNarrative(parent) ? "unknown" : roleUnder(parent));
  if (own && byPlace) return byPlace;
  return roleNamed(heading) ?? byPlace ?? "unknown";
}

const named = ({ level, text }: Heading, own: boolean) => ({
  level,
  heading: own ? readHeading(text) : readForeignHeading(text),
});

const pathOf = (parent: Section | undefined): string[] =>
  parent === undefined || parent.role === "title" ? [] : parent.path;

const before = (blocks: readonly Block[]): Section => {
  const from = blocks[0]?.from ?? 0;
  const range = { from, to: from };
  return { role: "before", level: 0, heading: "", path: [], headed: range, blocks: [], ...range };
};

function addTo(section: Section | undefined, block: Block): void {
  if (!section) return;
  section.blocks.push(block);
  section.to = block.to;
}
