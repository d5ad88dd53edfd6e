import type { PortableDocument } from "../../../schema";
import { hasColumn, readRows } from "../columns";
import { keepBlock, readItems } from "../items";
import type { Block, Range } from "../markdown/blocks";
import type { Section } from "../outline";
import { itemText, keep, type Reading } from "../reading";
import { readCode, writeCode, writeHeading } from "../texts";
import { bullets, numbered, table, under } from "../write";

type ChangedFile = PortableDocument["codeChanges"][number];
type Change = ChangedFile["changes"][number];

/** The fixes, and what was changed in which file. */
export function writeResolution({ fixes, codeChanges }: PortableDocument): string[] {
  return under(2, "Resolution", [
    ...under(3, "Fixes", numbered(fixes)),
    ...under(3, "Code changes", codeChanges.flatMap(writeFile)),
  ]);
}

const writeFile = ({ file, changes }: ChangedFile): string[] => [
  writeHeading(4, writeCode(file)),
  ...writeChanges(changes),
];

/** A list where it says everything, else a table. */
function writeChanges(changes: readonly Change[]): string[] {
  const plain = changes.every((change) => {
    const { text, before, after } = readChange(writeChange(change));
    return text === change.text && before === change.before && after === change.after;
  });
  if (plain) return bullets(changes.map(writeChange));
  return table([
    { title: "Change", cells: changes.map(({ text }) => text), always: true },
    { title: "Before", cells: changes.map(({ before }) => before ?? "") },
    { title: "After", cells: changes.map(({ after }) => after ?? "") },
  ]);
}

const writeChange = ({ text, before, after }: Change): string =>
  before === null && after === null ? text : `${text}: ${before ?? ""} → ${after ?? ""}`;

/** A line such as `Pool size: 50 → 200`; without a name and an arrow it is all text. */
function readChange(line: string): Change {
  const [head = "", ...rest] = line.split(/\s(?:→|->|=>)\s/);
  const after = line.slice(head.length).replace(/^\s(?:→|->|=>)\s/, "");
  const colon = head.lastIndexOf(": ");
  const [text, before] = [head.slice(0, colon).trim(), head.slice(colon + 1).trim()];
  if (rest.length === 0 || colon < 0 || text === "" || before === "" || after.trim() === "")
    return { text: line, before: null, after: null };
  return { text, before, after: after.trim() };
}

/** Reads the fixes. */
export function readFixes(reading: Reading, section: Section): void {
  for (const { text } of readItems(reading, section)) reading.document.fixes.push(text);
}

/** Reads blocks of code whose lines name a file (`File: src/pool.ts`) and, under it, list what was changed in it. */
export function readCodeChanges(reading: Reading, section: Section): void {
  for (const block of section.blocks) {
    if (isListing(reading, block)) readListing(reading, section, block.content);
    else if (block.kind === "list") readChangedFile(reading, { ...section, heading: "", blocks: [block] });
    else keepBlock(reading, section, block);
  }
}

/** Reads what was changed in the file that the heading names. */
export function readChangedFile(reading: Reading, section: Section): void {
  const file: ChangedFile = { file: readCode(section.heading), changes: [] };
  reading.document.codeChanges.push(file);
  for (const block of section.blocks) {
    if (block.kind === "list")
      for (const item of block.items) file.changes.push(readChange(itemText(reading, item.text)));
    else if (block.kind === "table" && hasColumn(block, COLUMNS.change))
      readRows(reading, section, block, COLUMNS, ({ text, stated }) =>
        file.changes.push({ text: text("change"), before: stated("before"), after: stated("after") }),
      );
    else keepBlock(reading, section, block);
  }
}

const COLUMNS = {
  change: /^(change|setting|what)$/,
  before: /^(before|old|from)$/,
  after: /^(after|new|to)$/,
};

type Fence = Extract<Block, { kind: "fence" }>;
const FILE = /^\s{0,8}File:\s{1,8}(\S.*)$/i;

function isListing(reading: Reading, block: Block): block is Fence {
  if (block.kind !== "fence") return false;
  const lines = reading.lines.slice(block.content.from, block.content.to);
  return FILE.test(lines.find((line) => line.trim() !== "") ?? "");
}

function readListing(reading: Reading, section: Section, { from, to }: Range): void {
  let file: ChangedFile | undefined;
  for (let at = from; at < to; at += 1) {
    const line = reading.lines[at] ?? "";
    const [, name] = FILE.exec(line) ?? [];
    const [, change] = /^\s{0,8}[-*+•]\s(.*)$/.exec(line) ?? [];
    if (name !== undefined) {
      file = { file: name.trim(), changes: [] };
      reading.document.codeChanges.push(file);
    } else if (change !== undefined && file) file.changes.push(readChange(change.trim()));
    else if (line.trim() !== "")
      keep(reading, section, { from: at, to: at + 1 }, "it names neither a file nor a change.");
  }
}
