import type { SignOffStep } from "../../../../../prisma/generated/enums";
import type { PortableDocument } from "../../../schema";
import { type Fields, hasColumn, readRows } from "../columns";
import { keepBlock } from "../items";
import { labelledLines } from "../labelled-lines";
import type { Block } from "../markdown/blocks";
import type { Section } from "../outline";
import { keep, type Reading, sourceOf } from "../reading";
import { keyOf, steps } from "../words";
import { table, under } from "../write";

type Signature = PortableDocument["signatures"][number];

/** Who signed which step, and the date of all of them. */
export const writeSignOff = ({ signatures, signedOn }: PortableDocument): string[] =>
  under(2, "Sign-off", [
    ...table([
      { title: "Step", cells: signatures.map(({ step }) => steps[step]) },
      { title: "Name", cells: signatures.map(({ name }) => name), always: true },
      { title: "Title", cells: signatures.map(({ title }) => title ?? "") },
      { title: "Date", cells: signatures.map((signature) => signature.signedOn ?? "") },
    ]),
    ...(signedOn === null ? [] : [`${OWN_DATE}${signedOn}`]),
  ]);

const OWN_DATE = "**Date:** ";
const COLUMNS = {
  step: /^(step|role|sign ?-?off)$/,
  name: /^(name|by|who|signature)$/,
  title: /^(title|position|job title)$/,
  date: /^(date|signed on|when)$/,
};

/** Reads signatures from a table, or from lines such as `**Reviewed by:** Lea Park (Engineering Lead)`. */
export function readSignOff(reading: Reading, section: Section): void {
  const { document } = reading;
  for (const block of section.blocks) {
    if (block.kind === "table" && hasColumn(block, COLUMNS.step) && hasColumn(block, COLUMNS.name))
      readRows(reading, section, block, COLUMNS, (fields) => readSignature(reading, fields));
    else if (block.kind !== "paragraph") keepBlock(reading, section, block);
    else if (reading.own && sourceOf(reading, block).startsWith(OWN_DATE) && document.signedOn === null)
      document.signedOn = sourceOf(reading, block).slice(OWN_DATE.length).trim();
    else readLines(reading, section, block);
  }
}

function readSignature(
  { document, own }: Reading,
  { text, stated, fact, failed }: Fields<keyof typeof COLUMNS>,
): void {
  const step = fact("step", stepNamed);
  const [name, title, signedOn] = [text("name"), stated("title"), stated("date")];
  const isSigned = own || name !== "" || title !== null || signedOn !== null;
  if (step && isSigned) document.signatures.push({ step, name, title, signedOn });
  else if (!step && failed.length === 0) failed.push("it names no step.");
}

function readLines(reading: Reading, section: Section, paragraph: Block): void {
  const { document } = reading;
  for (const { labelled, ...range } of labelledLines(reading, paragraph)) {
    const step = labelled && stepNamed(labelled.label);
    const isDate = labelled !== null && /^(date|signed on|date signed)$/.test(labelled.label);
    if (labelled?.value === "" && (step || isDate)) continue;
    if (labelled && step) document.signatures.push(signatureIn(step, labelled.value));
    else if (labelled && isDate && document.signedOn === null) document.signedOn = labelled.value;
    else keep(reading, section, range, "it is neither a signature nor its date.");
  }
}

const STEPS: readonly (readonly [SignOffStep, RegExp])[] = [
  ["prepared", /^(prepared|written|authored)( by)?$|^author$/i],
  ["reviewed", /^(reviewed|checked)( by)?$|^reviewer$/i],
  ["approved", /^(approved|accepted)( by)?$|^approver$/i],
];

const stepNamed = (word: string): SignOffStep | null =>
  keyOf(steps, word) ?? STEPS.find(([, pattern]) => pattern.test(word))?.[0] ?? null;

/** A name with its title in brackets and perhaps a date after them. */
function signatureIn(step: SignOffStep, text: string): Signature {
  const [, name, title, date = ""] = /^([^()]+)\(([^()]*)\)([^()]*)$/.exec(text) ?? [];
  if (name === undefined) return { step, name: text, title: null, signedOn: null };
  const signedOn = date.replace(/^[\s,–—-]+/, "").trim();
  return { step, name: name.trim(), title: title?.trim() || null, signedOn: signedOn || null };
}
