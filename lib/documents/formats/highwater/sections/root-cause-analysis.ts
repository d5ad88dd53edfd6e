import type { PortableDocument } from "../../../schema";
import { type Fields, hasColumn, readRows } from "../columns";
import { keepBlock } from "../items";
import type { Block } from "../markdown/blocks";
import { readNarrative } from "../narrative";
import type { Section } from "../outline";
import { itemText, type Reading, sourceOf } from "../reading";
import { writeBody, writeHeading } from "../texts";
import { factorCategories, keyOf } from "../words";
import { bullets, table, under } from "../write";

type Factor = PortableDocument["contributingFactors"][number];
type RootCause = PortableDocument["rootCauses"][number];

/** What happened, the root causes with a heading each, and the contributing factors. */
export function writeRootCauseAnalysis(document: PortableDocument): string[] {
  const { whatHappened, rootCauses, contributingFactors } = document;
  return under(2, "Root cause analysis", [
    ...under(3, "What happened", whatHappened === "" ? [] : [writeBody(whatHappened, 3)]),
    ...under(3, "Root causes", rootCauses.flatMap(writeRootCause)),
    ...under(3, "Contributing factors", writeFactors(contributingFactors)),
  ]);
}

const writeRootCause = ({ title, text }: RootCause): string[] => [
  writeHeading(4, title),
  ...(text === "" ? [] : [writeBody(text, 4)]),
];

/** A list where it says everything, else a table. */
function writeFactors(factors: readonly Factor[]): string[] {
  const plain = factors.every((factor) => {
    const { text, positive } = readFactor(writeFactor(factor));
    const { category, acceptedRisk } = factor;
    return text === factor.text && positive === factor.positive && category === null && acceptedRisk === null;
  });
  if (plain) return bullets(factors.map(writeFactor));
  return table([
    { title: "Factor", cells: factors.map(({ text }) => text), always: true },
    {
      title: "Category",
      cells: factors.map(({ category }) => category && factorCategories[category]).map(orEmpty),
    },
    { title: "Effect", cells: factors.map(({ positive }) => (positive ? "Positive" : "")) },
    { title: "Accepted risk", cells: factors.map(({ acceptedRisk }) => orEmpty(acceptedRisk)) },
  ]);
}

const orEmpty = (text: string | null) => text ?? "";
const writeFactor = ({ text, positive }: Factor) => (positive ? `${text} (positive)` : text).trim();

function readFactor(text: string): Factor {
  const positive = /\(positive\)$/i.test(text);
  return {
    text: positive ? text.slice(0, -"(positive)".length).trim() : text,
    category: null,
    positive,
    acceptedRisk: null,
  };
}

/** Reads the account of what happened. */
export function readWhatHappened(reading: Reading, section: Section): void {
  reading.document.whatHappened = readNarrative(reading, section, reading.document.whatHappened);
}

/** Reads what stands under 'Root cause analysis' itself: root causes where items begin with a title, else the account. */
export function readAnalysis(reading: Reading, section: Section): void {
  const isTitled = (block: Block) =>
    block.kind === "list" && block.items.every((item) => /^\*\*[^*]/.test(item.text));
  const causes = section.blocks.filter(isTitled);
  readRootCauses(reading, { ...section, blocks: causes });
  const account = section.blocks.filter((block) => !isTitled(block));
  if (causes.length === 0) readWhatHappened(reading, section);
  else
    for (const block of account)
      readWhatHappened(reading, { ...section, from: block.from, to: block.to, blocks: [block] });
}

/** Reads root causes from items and paragraphs, such as `**Connection leak:** the job kept its connections.` */
export function readRootCauses(reading: Reading, section: Section): void {
  for (const block of section.blocks) {
    if (block.kind === "list")
      for (const item of block.items) addCause(reading, causeIn(itemText(reading, item.text)));
    else if (block.kind === "paragraph") addCause(reading, causeIn(sourceOf(reading, block).trim()));
    else keepBlock(reading, section, block);
  }
}

/** Reads a root cause that has a heading of its own. */
export const readRootCause = (reading: Reading, section: Section): void =>
  addCause(reading, { title: section.heading, text: readNarrative(reading, section) });

const addCause = ({ document }: Reading, cause: RootCause): void => {
  if (cause.title !== "" || cause.text !== "") document.rootCauses.push(cause);
};

function causeIn(text: string): RootCause {
  const [bold, title = ""] = /^\*\*([^*]+)\*\*:?/.exec(text) ?? [];
  if (bold !== undefined)
    return { title: title.trim().replace(/:$/, "").trim(), text: text.slice(bold.length).trim() };
  return text.includes("\n") || text.length > 300 ? { title: "", text } : { title: text, text: "" };
}

const COLUMNS = {
  factor: /^(contributing )?(factor|cause)s?$/,
  category: /^(category|type|kind)$/,
  effect: /^effect$/,
  "accepted risk": /^accepted risk$/,
};

/** Reads contributing factors from lists, paragraphs and tables; one that helped ends in '(positive)'. */
export function readFactors(reading: Reading, section: Section): void {
  const { contributingFactors } = reading.document;
  const add = (text: string) => {
    if (text !== "") contributingFactors.push(readFactor(text));
  };
  for (const block of section.blocks) {
    if (block.kind === "list") for (const item of block.items) add(itemText(reading, item.text));
    else if (block.kind === "paragraph") add(sourceOf(reading, block).trim());
    else if (block.kind === "table" && hasColumn(block, COLUMNS.factor))
      readRows(reading, section, block, COLUMNS, (fields) => contributingFactors.push(factorOf(fields)));
    else keepBlock(reading, section, block);
  }
}

const factorOf = ({ text, stated, fact }: Fields<keyof typeof COLUMNS>): Factor => ({
  text: text("factor"),
  category: fact("category", (word) => keyOf(factorCategories, word)),
  positive: fact("effect", (word) => (/^positive$/i.test(word) ? true : null)) ?? false,
  acceptedRisk: stated("accepted risk"),
});
