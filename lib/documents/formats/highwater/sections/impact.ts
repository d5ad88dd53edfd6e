import type { PortableDocument } from "../../../schema";
import { type Fields, readRows } from "../columns";
import { keepBlock, readItems } from "../items";
import type { Section } from "../outline";
import { note, type Reading, timeIn } from "../reading";
import { figuresIn } from "../rules";
import { writeTime } from "../times";
import { dataLosses, keyOf } from "../words";
import { bullets, table, under } from "../write";

type Impact = PortableDocument["impact"];
type Figures = Impact["figures"];
type Count = NonNullable<Figures["usersAffected"]>;

/** The three groups of statements, and the figures. */
export function writeImpact({ impact }: PortableDocument, zone: string): string[] {
  return under(2, "Impact", [
    ...under(3, "User impact", bullets(impact.user)),
    ...under(3, "Business impact", bullets(impact.business)),
    ...under(3, "Detection", bullets(impact.detection)),
    ...under(3, "Figures", writeFigures(impact.figures, zone)),
  ]);
}

function writeFigures(figures: Figures, zone: string): string[] {
  const time = (at: string | null) => at && writeTime(at, "exact", zone);
  const rows: [string, string | null][] = [
    ["Users affected", writeCount(figures.usersAffected)],
    ["Customers affected", writeCount(figures.customersAffected)],
    [`Unavailable from (${zone})`, time(figures.unavailableFrom)],
    [`Unavailable to (${zone})`, time(figures.unavailableTo)],
    ["Data loss", figures.dataLoss && dataLosses[figures.dataLoss]],
    ["Delay", figures.delay],
  ];
  const stated = rows.filter(([, value]) => value !== null);
  return table([
    { title: "Figure", cells: stated.map(([name]) => name) },
    { title: "Value", cells: stated.map(([, value]) => value ?? "") },
  ]);
}

const writeCount = (count: Count | null): string | null =>
  count && `${count.precision === "about" ? "~" : ""}${count.count}`;

function readCount(text: string): Count | null {
  const [, about, digits = ""] = /^(~?) ?(\d{1,10})$/.exec(text.replace(/(\d),(?=\d{3}\b)/g, "$1")) ?? [];
  const count = Number(digits);
  return about === undefined || count > 2_147_483_647
    ? null
    : { count, precision: about === "" ? "exact" : "about" };
}

/** Reads one group of statements. What they say in figures is noted where the document has no figures of its own. */
export const readImpactGroup =
  (group: "user" | "business" | "detection") =>
  (reading: Reading, section: Section): void => {
    for (const { text, ...range } of readItems(reading, section)) {
      reading.document.impact[group].push(text);
      if (reading.own) continue;
      const { figures } = reading.document.impact;
      const told = figuresIn(text);
      const news = Object.entries(told).filter(([key]) => figures[key as keyof Figures] === null);
      if (news.length === 0) continue;
      Object.assign(figures, Object.fromEntries(news));
      note(reading, range, "A figure of the impact was read from this sentence.");
    }
  };

/** Reads what stands under 'Impact' itself: impact on users, unless it says otherwise. */
export function readImpact(reading: Reading, section: Section): void {
  const before = reading.document.impact.user.length;
  readImpactGroup("user")(reading, section);
  if (reading.document.impact.user.length > before)
    note(reading, section.headed, "What stands here under no group was read as impact on users.");
}

/** Reads the table of figures. */
export function readFigures(reading: Reading, section: Section): void {
  for (const block of section.blocks) {
    if (block.kind === "table")
      readRows(reading, section, block, COLUMNS, (fields) => readFigure(reading, fields));
    else keepBlock(reading, section, block);
  }
}

const COLUMNS = { figure: /^figure$/, value: /^value$/ };

function readFigure(reading: Reading, { text, fact, failed, row }: Fields<keyof typeof COLUMNS>): void {
  const { figures } = reading.document.impact;
  const name = text("figure")
    .replace(/ \(.*$/s, "")
    .toLowerCase();
  const instant = (value: string) => timeIn(reading, value, row)?.at ?? null;
  if (reading.stated.has(`figure ${name}`)) failed.push("the figure is stated twice.");
  else if (name === "users affected") figures.usersAffected = fact("value", readCount);
  else if (name === "customers affected") figures.customersAffected = fact("value", readCount);
  else if (name === "unavailable from") figures.unavailableFrom = fact("value", instant);
  else if (name === "unavailable to") figures.unavailableTo = fact("value", instant);
  else if (name === "data loss") figures.dataLoss = fact("value", (value) => keyOf(dataLosses, value));
  else if (name === "delay") figures.delay = text("value");
  else failed.push("there is no such figure.");
  reading.stated.add(`figure ${name}`);
}
