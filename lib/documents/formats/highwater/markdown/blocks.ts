import {
  atxHeading,
  closesFence,
  dedent,
  htmlEnd,
  indentOf,
  interruptsContainer,
  interruptsParagraph,
  isBlank,
  isQuote,
  isRule,
  itemMark,
  openingFence,
  setextLevel,
} from "./line-shapes";
import { isTableHead, splitRow } from "./tables";

/** Lines of the source, counted from 0; `to` is the first line that no longer belongs. */
export type Range = { from: number; to: number };

/** An item of a list: its text without the mark and the indentation, nested blocks included, word for word. */
export type Item = Range & { text: string };

/** A row of a table; the cells as they stand in the source. */
export type Row = Range & { cells: string[] };

/** One of the blocks that a document is made of, at its top level. */
export type Block = Range &
  (
    | { kind: "heading"; level: number; text: string }
    | { kind: "list"; items: Item[] }
    | { kind: "table"; head: string[]; rows: Row[] }
    | { kind: "fence"; content: Range }
    | { kind: "paragraph" | "code" | "html" | "quote" | "rule" }
  );

/**
 * Divides Markdown into the blocks of its top level, in one pass. What stands inside a list item or a quotation is not
 * looked into, which is why nesting costs nothing and a hostile document takes no longer than an honest one.
 */
export function readBlocks(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    if (isBlank(lines[at] ?? "")) {
      at += 1;
      continue;
    }
    const block = blockAt(lines, at);
    blocks.push(block);
    at = block.to;
  }
  return blocks;
}

function blockAt(lines: readonly string[], from: number): Block {
  const line = lines[from] ?? "";
  if (indentOf(line) >= 4) return indentedCode(lines, from);
  const heading = atxHeading(line);
  if (heading) return { kind: "heading", from, to: from + 1, ...heading };
  const fence = openingFence(line);
  if (fence) return fencedCode(lines, from, fence);
  if (isRule(line)) return { kind: "rule", from, to: from + 1 };
  if (isQuote(line)) return { kind: "quote", from, to: endOfQuote(lines, from) };
  if (itemMark(line)) return list(lines, from);
  const html = htmlEnd(line, false);
  if (html) return { kind: "html", from, to: endOfHtml(lines, from, html) };
  if (isTableHead(line, lines[from + 1])) return table(lines, from);
  return paragraph(lines, from);
}

function indentedCode(lines: readonly string[], from: number): Block {
  let to = from + 1;
  for (let at = to; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (isBlank(line)) continue;
    if (indentOf(line) < 4) break;
    to = at + 1;
  }
  return { kind: "code", from, to };
}

function fencedCode(lines: readonly string[], from: number, fence: string): Block {
  let end = from + 1;
  while (end < lines.length && !closesFence(lines[end] ?? "", fence)) end += 1;
  return { kind: "fence", from, to: Math.min(end + 1, lines.length), content: { from: from + 1, to: end } };
}

function endOfHtml(lines: readonly string[], from: number, closes: RegExp): number {
  let at = from;
  while (at < lines.length && !closes.test(lines[at] ?? "")) at += 1;
  return isBlank(lines[at] ?? "") ? at : at + 1;
}

function table(lines: readonly string[], from: number): Block {
  const rows: Row[] = [];
  let at = from + 2;
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (isBlank(line) || interruptsContainer(line)) break;
    rows.push({ from: at, to: at + 1, cells: splitRow(line) });
  }
  return { kind: "table", from, to: at, head: splitRow(lines[from] ?? ""), rows };
}

function paragraph(lines: readonly string[], from: number): Block {
  let at = from + 1;
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    const level = setextLevel(line);
    if (level) {
      const text = lines.slice(from, at).map((part) => part.trim());
      return { kind: "heading", from, to: at + 1, level, text: text.join(" ") };
    }
    if (isBlank(line) || interruptsParagraph(line) || isTableHead(line, lines[at + 1])) break;
  }
  return { kind: "paragraph", from, to: at };
}

/** Follows the code blocks inside a container, because only a paragraph runs on over a line that lacks its indentation. */
function fences(): (line: string) => boolean {
  let open: string | null = null;
  return (line) => {
    if (open === null) open = openingFence(line);
    else if (closesFence(line, open)) open = null;
    return open !== null;
  };
}

function endOfQuote(lines: readonly string[], from: number): number {
  const follow = fences();
  let runsOn = false;
  let at = from;
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (isQuote(line)) {
      const inner = line.replace(/^ {0,3}> ?/, "");
      runsOn = !follow(inner) && canRunOn(inner);
    } else if (!runsOn || isBlank(line) || interruptsContainer(line)) break;
  }
  return at;
}

const canRunOn = (inner: string): boolean =>
  !isBlank(inner) && atxHeading(inner) === null && !isRule(inner) && openingFence(inner) === null;

function list(lines: readonly string[], from: number): Block {
  const sort = itemMark(lines[from] ?? "")?.sort;
  const items: Item[] = [];
  let next = from;
  while (next < lines.length) {
    const line = lines[next] ?? "";
    const mark = isRule(line) || indentOf(line) >= 4 ? null : itemMark(line);
    if (!mark || mark.sort !== sort) break;
    const to = endOfItem(lines, next, mark.offset, mark.text);
    const rest = lines.slice(next + 1, to).map((continued) => dedent(continued, mark.offset));
    items.push({ from: next, to, text: [mark.text, ...rest].join("\n") });
    next = to;
    while (next < lines.length && isBlank(lines[next] ?? "")) next += 1;
  }
  return { kind: "list", from, to: items.at(-1)?.to ?? from + 1, items };
}

function endOfItem(lines: readonly string[], from: number, offset: number, first: string): number {
  const follow = fences();
  let runsOn = !follow(first) && canRunOn(first);
  let to = from + 1;
  for (let at = to; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (isBlank(line)) {
      // An item that begins with a blank line has room for one only.
      if (to === from + 1 && isBlank(first)) break;
      runsOn = false;
      continue;
    }
    if (indentOf(line) >= offset) {
      const inner = dedent(line, offset);
      runsOn = !follow(inner) && canRunOn(inner);
    } else if (!runsOn || interruptsContainer(line)) break;
    to = at + 1;
  }
  return to;
}
