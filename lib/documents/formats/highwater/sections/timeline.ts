import type { PortableDocument } from "../../../schema";
import { type Fields, hasColumn, readRows, type Table, titleOf } from "../columns";
import { keepBlock } from "../items";
import type { Item } from "../markdown/blocks";
import type { Section } from "../outline";
import { itemText, keep, note, type Reading, timeIn } from "../reading";
import { kindOf } from "../rules";
import { type ReadTime, writeTime } from "../times";
import { entryKinds, keyOf } from "../words";
import { table, under } from "../write";
import { zoneStatedIn } from "../zone-names";

/** The table of what happened when. */
export const writeTimeline = ({ timeline }: PortableDocument, zone: string): string[] =>
  under(
    2,
    "Timeline",
    table([
      {
        title: `Time (${zone})`,
        cells: timeline.map(({ at, precision }) => writeTime(at, precision, zone)),
      },
      { title: "Kind", cells: timeline.map(({ kind }) => entryKinds[kind]) },
      { title: "Event", cells: timeline.map(({ text }) => text), always: true },
      { title: "Author", cells: timeline.map(({ author }) => author ?? "") },
    ]),
  );

const COLUMNS = {
  date: /^date$/,
  time: /^(time ?stamp|time|when|date ?(and|\/|&) ?time|datetime)\b/,
  kind: /^(kind|type|category)$/,
  event: /^(events?|description|what( happened)?|entry|details?|action|activity|updates?|notes?|message)$/,
  author: /^(author|by|who|person|reporter|logged by)$/,
};

/** The zone that a table of times in this section states in the title of a column, by what name, and where. */
export function zoneOfTimes(
  section: Section,
  own: boolean,
): { zone: string; name: string; table: Table } | null {
  for (const block of section.blocks) {
    if (block.kind !== "table") continue;
    const title = block.head.find((cell) => COLUMNS.time.test(titleOf(cell)));
    const stated = title === undefined ? null : zoneStatedIn(title, own);
    if (stated) return { ...stated, table: block };
  }
  return null;
}

/** Reads entries from tables with a column of times, and from lists whose items begin with one. */
export function readTimeline(reading: Reading, section: Section): void {
  const zone = zoneOfTimes(section, reading.own)?.zone ?? reading.document.header.timeZone;
  const read = { reading, section, zone, last: null };
  for (const block of section.blocks) {
    if (block.kind === "list") for (const item of block.items) readItem(read, item);
    else if (block.kind === "table" && hasColumn(block, COLUMNS.time) && hasColumn(block, COLUMNS.event))
      readTable(read, block);
    else keepBlock(reading, section, block);
  }
}

type Progress = { reading: Reading; section: Section; zone: string; last: ReadTime | null };

function readTable(progress: Progress, block: Table): void {
  readRows(progress.reading, progress.section, block, COLUMNS, (fields) => {
    const when = `${fields.text("date")} ${fields.text("time")}`.trim();
    const time = nextTime(progress, when, fields.row);
    const text = fields.text("event");
    if (time === null) fields.failed.push(`its time '${when.slice(0, 60)}' is not understood.`);
    else if (text === "" && !progress.reading.own) fields.failed.push("it does not say what happened.");
    else addEntry(progress.reading, time, fields, text);
  });
}

function addEntry(
  { document }: Reading,
  { at, precision }: ReadTime,
  { fact, stated }: Pick<Fields<"kind" | "author">, "fact" | "stated">,
  text: string,
): void {
  const kind = fact("kind", (word) => keyOf(entryKinds, word)) ?? kindOf(text);
  document.timeline.push({ at, precision, kind, text, author: stated("author") });
}

const CLOCK = "~?\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,3})?)?(?: ?[ap]\\.?m\\.?)?";
const SUFFIX = "(?: ?(?:Z|[+-]\\d{2}:?\\d{2}|UTC|GMT|[ECMP][SD]T|CES?T|BST|AE[SD]T|JST)\\b)?";
const TIMED_ITEM = new RegExp(
  `^[*_\`]{0,3}((?:\\d{4}-\\d{2}-\\d{2}[T ] ?)?${CLOCK}${SUFFIX})[*_\`]{0,3} ?[-–—:|]{0,2}[*_]{0,2}\\s+(.*)$`,
  "is",
);

function readItem(progress: Progress, item: Item): void {
  const { reading, section } = progress;
  const [, when, text = ""] = TIMED_ITEM.exec(itemText(reading, item.text)) ?? [];
  const time = when === undefined ? null : nextTime(progress, when, item);
  if (time === null || text === "")
    keep(reading, section, item, "it does not begin with a time and its date.");
  else addEntry(reading, time, { fact: () => null, stated: () => null }, text);
}

const HALF_A_DAY = 12 * 3_600_000;

/** A time that may leave its date to the entry before; one that seems half a day earlier is past midnight. */
function nextTime(progress: Progress, text: string, range: Item | Fields<"time">["row"]): ReadTime | null {
  const { reading, zone, last } = progress;
  const time = timeIn(reading, text, range, zone, last?.day ?? null);
  if (!time) return null;
  progress.last = time;
  const undated = last !== null && time.day === last.day;
  if (!undated || Date.parse(last.at) - Date.parse(time.at) < HALF_A_DAY) return time;
  const { year, month, day } = time.day;
  const next = new Date(Date.UTC(year, month - 1, day + 1));
  const tomorrow = { year: next.getUTCFullYear(), month: next.getUTCMonth() + 1, day: next.getUTCDate() };
  note(reading, range, "This time has no date of its own and was read as one of the following day.");
  progress.last = timeIn(reading, text, range, zone, tomorrow) ?? time;
  return progress.last;
}
