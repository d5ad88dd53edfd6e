import type { PortableDocument } from "../../../schema";
import { keepBlock } from "../items";
import { type Label, labelledLines, readLabel } from "../labelled-lines";
import type { Block, Range } from "../markdown/blocks";
import type { Section } from "../outline";
import { cellText, itemText, keep, note, type Reading } from "../reading";
import { type Found, severityIn, statusIn } from "../synonyms";
import { writeHeading } from "../texts";
import { keyOf, modes, severities, statuses } from "../words";
import { table } from "../write";
import { zoneNamed } from "../zone-names";

type Header = PortableDocument["header"];

/** The title and the table under it. */
export function writeHeader({ header }: PortableDocument): string[] {
  const rows: [string, string | null][] = [
    ["Incident ID", header.ref],
    ["Severity", header.severity && severities[header.severity]],
    ["Status", header.status && statuses[header.status]],
    ["Stated duration", header.statedDuration],
    ["Environment", header.environment],
    ["Service", header.service],
    ["Time zone", header.timeZone],
    ["Mode", header.mode && modes[header.mode]],
    ["Classification", header.classification],
  ];
  const stated = rows.filter(([, value]) => value !== null);
  return [
    writeHeading(1, `Incident Report: ${header.title}`),
    ...table([
      { title: "Field", cells: stated.map(([name]) => name) },
      { title: "Value", cells: stated.map(([, value]) => value ?? "") },
    ]),
  ];
}

type Told = { set: Partial<Header>; rest?: string } | null;

// What a label sets; null where the value is not understood, `rest` where it says more than the field holds.
const FIELDS: readonly (readonly [RegExp, (value: string, own: boolean) => Told])[] = [
  [/^(incident )?(id|ref|reference|number)$|^incident$/, (ref) => ({ set: { ref } })],
  [/^(severity|sev|severity level)$/, (value) => told(severityIn(value), "severity")],
  [/^(status|state|incident status)$/, (value) => told(statusIn(value), "status")],
  [/^((stated |total )?duration)$/, (statedDuration) => ({ set: { statedDuration } })],
  [/^(environment|env)$/, (environment) => ({ set: { environment } })],
  [/^((affected )?service|component)$/, (service) => ({ set: { service } })],
  [/^time ?zone$/, (value, own) => told(whole(zoneNamed(value, own)), "timeZone")],
  [/^(mode|recorded)$/, (value) => told(whole(keyOf(modes, value)), "mode")],
  [/^(classification|confidentiality)$/, (classification) => ({ set: { classification } })],
];

const told = (found: Found<string> | null, field: keyof Header): Told =>
  found && { set: { [field]: found.key }, rest: found.rest };
const whole = <Key>(key: Key | null): Found<Key> | null => (key === null ? null : { key, rest: "" });

/** Reads the title and the fields under it, written as a table, as lines or as a list. */
export function readHeader(reading: Reading, section: Section): void {
  reading.document.header.title = section.heading.replace(reading.own ? OWN_TITLE : ANY_TITLE, "").trim();
  if (reading.document.header.title === "") note(reading, section.headed, "The document has no title.");
  for (const block of section.blocks) readFields(reading, section, block);
}

const OWN_TITLE = /^Incident Report:/;
const ANY_TITLE = /^(incident report|incident|post-?\s?mortem( report)?)\s?[:–—-]/i;

function readFields(reading: Reading, section: Section, block: Block): void {
  const take = (range: Range, labelled: Label | null) => {
    const why = labelled ? setField(reading, labelled.label, labelled.value) : "it names no field.";
    if (why !== null) keep(reading, section, range, why);
  };
  if (block.kind === "paragraph")
    for (const { labelled, ...range } of labelledLines(reading, block)) take(range, labelled);
  else if (block.kind === "list")
    for (const item of block.items) take(item, readLabel(itemText(reading, item.text)));
  else if (block.kind === "table" && block.head.length === 2) {
    const head = { from: block.from, to: block.from + 1, cells: block.head };
    const titled = /^(field|)$/i.test(block.head[0] ?? "");
    for (const row of titled ? block.rows : [head, ...block.rows]) {
      const [label = "", value = "", ...more] = row.cells.map((cell) => cellText(reading, cell));
      const name = label.replace(/[*_:]/g, "").trim().toLowerCase();
      if (row.cells.some(Boolean)) take(row, more.length > 0 ? null : { label: name, value });
    }
  } else keepBlock(reading, section, block);
}

/** Sets the header's field that `label` names; the reason why that is not all, or null when it is. */
export function setField(reading: Reading, label: string, value: string): string | null {
  const field = FIELDS.find(([pattern]) => pattern.test(label))?.[1];
  if (!field) return `there is no field '${label.slice(0, 60)}'.`;
  if (value === "") return null;
  const meant = field(value, reading.own);
  if (!meant) return `'${value.slice(0, 60)}' is not understood as ${label}.`;
  const key = Object.keys(meant.set).join();
  if (reading.stated.has(key)) return `${label} is stated twice.`;
  reading.stated.add(key);
  Object.assign(reading.document.header, meant.set);
  return meant.rest ? `${label} was read from it, but it says more.` : null;
}
