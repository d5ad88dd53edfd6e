// Which block of CommonMark or GFM a line begins, judged by the line alone. Every pattern runs in linear time.

/** Whether there is nothing on the line. */
export const isBlank = (line: string): boolean => /^[ \t]*$/.test(line);

/** How many columns of white space a line begins with; a tab reaches to the next multiple of four. */
export function indentOf(line: string): number {
  let columns = 0;
  for (const character of line) {
    if (character === " ") columns += 1;
    else if (character === "\t") columns += 4 - (columns % 4);
    else break;
  }
  return columns;
}

/** A line without its first `columns` columns of white space, or without all it has where it has fewer. */
export function dedent(line: string, columns: number): string {
  let at = 0;
  let column = 0;
  while (column < columns && (line[at] === " " || line[at] === "\t")) {
    column += line[at] === "\t" ? 4 - (column % 4) : 1;
    at += 1;
  }
  return " ".repeat(Math.max(0, column - columns)) + line.slice(at);
}

/** A heading written with `#`: its level and what follows, closing marks included. */
export function atxHeading(line: string): { level: number; text: string } | null {
  const [, marks, text = ""] = /^ {0,3}(#{1,6})(?:[ \t]+(.*))?$/s.exec(line) ?? [];
  return marks === undefined ? null : { level: marks.length, text: text.trim() };
}

/** The level of the heading that this line, under a paragraph, makes of it. */
export function setextLevel(line: string): 1 | 2 | null {
  if (/^ {0,3}=+[ \t]*$/.test(line)) return 1;
  return /^ {0,3}-+[ \t]*$/.test(line) ? 2 : null;
}

/** Whether the line is a horizontal rule. */
export const isRule = (line: string): boolean =>
  /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/.test(line);

/** The marks that open a fenced code block. */
export function openingFence(line: string): string | null {
  const [, ticks, tildes] = /^ {0,3}(?:(`{3,})[^`]*|(~{3,}).*)$/s.exec(line) ?? [];
  return ticks ?? tildes ?? null;
}

/** Whether the line closes the code block that `fence` opened. */
export function closesFence(line: string, fence: string): boolean {
  const [, marks = ""] = /^ {0,3}(`+|~+)[ \t]*$/.exec(line) ?? [];
  return marks[0] === fence[0] && marks.length >= fence.length;
}

/** Whether the line belongs to a quotation. */
export const isQuote = (line: string): boolean => /^ {0,3}>/.test(line);

/** The mark of a list item. */
export type ItemMark = {
  /** What the items of one list share: the bullet, or the sign after the number. */
  sort: string;
  ordered: boolean;
  /** The column from which the lines of this item are written. */
  offset: number;
  text: string;
  /** Whether it may follow a paragraph without a blank line. */
  interrupts: boolean;
};

/** The list item that a line begins. A horizontal rule may look like one: ask `isRule` first. */
export function itemMark(line: string): ItemMark | null {
  const [, indent = "", mark, padding = "", text = ""] =
    /^( {0,3})([-*+]|\d{1,9}[.)])(?:([ \t]+)(.*))?$/s.exec(line) ?? [];
  if (mark === undefined) return null;
  const start = indent.length + mark.length;
  // Five columns or more are one column and an indented code block.
  const width = indentOf(`${" ".repeat(start)}${padding}`) - start;
  const offset = text === "" || width > 4 ? start + 1 : start + width;
  const ordered = mark.length > 1;
  return {
    sort: mark.at(-1) ?? "",
    ordered,
    offset,
    text: width > 4 ? dedent(" ".repeat(start) + padding, start + 1) + text : text,
    interrupts: text !== "" && (!ordered || Number.parseInt(mark, 10) === 1),
  };
}

const HTML_BLOCK_TAGS =
  "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul";
const HTML_BLOCKS: readonly { opens: RegExp; closes: RegExp }[] = [
  {
    opens: /^ {0,3}<(?:script|pre|style|textarea)(?:[ \t>]|$)/i,
    closes: /<\/(?:script|pre|style|textarea)>/i,
  },
  { opens: /^ {0,3}<!--/, closes: /-->/ },
  { opens: /^ {0,3}<\?/, closes: /\?>/ },
  { opens: /^ {0,3}<![a-z]/i, closes: />/ },
  { opens: /^ {0,3}<!\[CDATA\[/, closes: /\]\]>/ },
  { opens: new RegExp(`^ {0,3}</?(?:${HTML_BLOCK_TAGS})(?:[ \\t]|/?>|$)`, "i"), closes: /^[ \t]*$/ },
];
const LONE_TAG = {
  opens:
    /^ {0,3}(?:<[a-z][a-z0-9-]*(?:[ \t]+[a-z_:][a-z0-9_.:-]*(?:[ \t]*=[ \t]*(?:[^ \t"'=<>`]+|'[^']*'|"[^"]*"))?)*[ \t]*\/?>|<\/[a-z][a-z0-9-]*[ \t]*>)[ \t]*$/i,
  closes: /^[ \t]*$/,
};

/** What ends the block of HTML that a line opens; a tag that is not a block's opens one only outside a paragraph. */
export function htmlEnd(line: string, inParagraph: boolean): RegExp | null {
  const block = HTML_BLOCKS.find(({ opens }) => opens.test(line));
  if (block) return block.closes;
  return !inParagraph && LONE_TAG.opens.test(line) ? LONE_TAG.closes : null;
}

/** Whether the line begins a block that ends a paragraph before it. */
export const interruptsParagraph = (line: string): boolean =>
  atxHeading(line) !== null ||
  openingFence(line) !== null ||
  isRule(line) ||
  isQuote(line) ||
  (itemMark(line)?.interrupts ?? false) ||
  htmlEnd(line, true) !== null;

/** Whether the line begins a block where a paragraph inside a list or quotation might have run on: any item does. */
export const interruptsContainer = (line: string): boolean =>
  interruptsParagraph(line) || itemMark(line) !== null;
