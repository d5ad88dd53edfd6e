import { readBlocks } from "./markdown/blocks";
import { isRule } from "./markdown/line-shapes";

// A text is Markdown and is written as it stands. Only where its first characters would be taken for structure of the
// document around it, the first of them is written as a character reference, which Markdown shows as the character
// itself. A text that begins with such a reference has its `&` written as one, so that reading is exact.
const SHIELDED = /^&#(35|38|45|60|61|96|126);/;
const shield = (text: string) => `&#${text.charCodeAt(0)};${text.slice(1)}`;
const guard = (text: string) => (SHIELDED.test(text) ? shield(text) : text);
const unshield = (text: string) =>
  text.replace(SHIELDED, (_, code: string) => String.fromCharCode(Number(code)));

const afterIndent = (line: string, change: (rest: string) => string): string => {
  const [indent = ""] = /^[ \t]*/.exec(line) ?? [];
  return indent + change(line.slice(indent.length));
};
const lastWord = (line: string, change: (word: string) => string): string => {
  const start = Math.max(line.lastIndexOf(" "), line.lastIndexOf("\t")) + 1;
  return line.slice(0, start) + change(line.slice(start));
};

/** A heading; marks at its end that Markdown would take for closing ones are kept as text. */
export const writeHeading = (level: number, text: string): string =>
  `${"#".repeat(level)} ${lastWord(text, (word) => (/^#+$/.test(word) ? shield(word) : guard(word)))}`.trimEnd();

/** The text of a heading that `writeHeading` wrote. */
export const readHeading = (text: string): string => lastWord(text, unshield);

/** The text of a heading in a document from elsewhere, without the marks that may close it. */
export const readForeignHeading = (text: string): string =>
  lastWord(text, (word) => (/^#+$/.test(word) ? "" : word)).trim();

/** A cell of a table: its lines joined by `<br>`, its bars escaped. A break that the text spells itself gains a space. */
export const writeCell = (text: string): string =>
  betweenBars(text, (part) => `${part}${"\\".repeat(slashesAtEnd(part))}\\`)
    .replace(/<br( *\/)?>/g, (_, end?: string) => `<br${end === undefined ? "" : " ".repeat(end.length)}/>`)
    .replaceAll("\n", "<br>");

/** The text of a cell that `writeCell` wrote. */
export const readCell = (cell: string): string =>
  betweenBars(cell, (part) => part.slice(0, part.length - Math.ceil(slashesAtEnd(part) / 2))).replace(
    /<br( *\/)?>/g,
    (_, end?: string) => (end === undefined ? "\n" : `<br${end === "/" ? "" : end.slice(1)}>`),
  );

/** The text of a cell in a document from elsewhere, where every spelling of a line break is one. */
export const readForeignCell = (cell: string): string =>
  cell
    .replaceAll("\\|", "|")
    .split(/<br[ \t]*\/?>/i)
    .map((line) => line.trim())
    .join("\n");

/** Changes what stands before each bar. */
const betweenBars = (text: string, change: (part: string) => string): string =>
  text
    .split("|")
    .map((part, at, parts) => (at === parts.length - 1 ? part : change(part)))
    .join("|");

function slashesAtEnd(text: string): number {
  let count = 0;
  while (text[text.length - 1 - count] === "\\") count += 1;
  return count;
}

/** An item of a list under its mark, for example `- ` or `12. `. */
export function writeItem(mark: string, text: string): string {
  const [first = "", ...rest] = text.split("\n");
  const indent = " ".repeat(mark.length);
  const head = isRule(mark + first) ? shield(first) : guard(first);
  return [mark + head, ...rest.map((line) => (line === "" ? "" : indent + line))].join("\n");
}

/** The text of an item that `writeItem` wrote. */
export const readItem = (text: string): string => unshield(text);

/** Code in line with text, whatever backticks are in it. */
export function writeCode(text: string): string {
  if (text === "") return "";
  const marks = "`".repeat(longestRun(text) + 1);
  const pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return marks + pad + text + pad + marks;
}

/** The text of code that `writeCode` wrote, or the text itself where it is not code from end to end. */
export function readCode(text: string): string {
  const marks = text.length - text.replace(/^`+/, "").length;
  const code = text.slice(marks, -marks);
  const isCode = marks > 0 && code !== "" && text.endsWith("`".repeat(marks)) && longestRun(code) < marks;
  return isCode ? code.trim() : text;
}

/** A block of Markdown kept out of reach of the document around it. */
export function writeFence(markdown: string): string {
  const marks = "`".repeat(Math.max(3, longestRun(markdown) + 1));
  return `${marks}markdown\n${markdown}\n${marks}`;
}

const longestRun = (text: string) =>
  (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);

/**
 * Markdown of any length as the body of a section whose heading has `level`. It stands as it is, its own deeper headings
 * included, unless a heading in it would end the section or a block that it leaves open would swallow the next one.
 */
export function writeBody(markdown: string, level: number): string {
  const lines = markdown.split("\n").map((line) => afterIndent(line, guard));
  if (isContained(lines, level)) return lines.join("\n");
  const tamed = withoutHeadings(lines, level);
  return (isContained(tamed, level) ? tamed : lines.map(flatten)).join("\n");
}

/** The Markdown of a section that `writeBody` wrote. */
export const readBody = (body: string): string =>
  body
    .split("\n")
    .map((line) => afterIndent(line, unshield))
    .join("\n");

function isContained(lines: readonly string[], level: number): boolean {
  const headings = readBlocks([...lines, "", "# The next section"]).filter(
    (block) => block.kind === "heading",
  );
  return headings.pop()?.from === lines.length + 1 && headings.every((heading) => heading.level > level);
}

function withoutHeadings(lines: readonly string[], level: number): string[] {
  const tamed = [...lines];
  for (const block of readBlocks(lines)) {
    if (block.kind !== "heading" || block.level > level) continue;
    // What makes the heading is the first line's marks, or the line under the text.
    const at = /^ {0,3}#/.test(lines[block.from] ?? "") ? block.from : block.to - 1;
    tamed[at] = afterIndent(lines[at] ?? "", shield);
  }
  return tamed;
}

/** A line that begins neither a heading nor a block that could stay open. */
const flatten = (line: string): string =>
  /^[ \t]*(?:[#`~<]|[=-]+[ \t]*$)/.test(line) ? afterIndent(line, shield) : line;
