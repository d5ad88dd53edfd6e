import type { Block, Row } from "./markdown/blocks";
import type { Section } from "./outline";
import { cellText, keepRows, type Reading } from "./reading";
import { saysNothing } from "./synonyms";

/** A table whose columns are found by their titles. */
export type Table = Extract<Block, { kind: "table" }>;

/** A row as its columns are called. A fact taken from it that cannot be read goes to `failed`. */
export type Fields<Name extends string> = {
  row: Row;
  text: (name: Name) => string;
  /** What the column says, or null where it says nothing, be it in words. */
  stated: (name: Name) => string | null;
  /** Reads a column that may be silent; what `read` does not understand is remembered, and the row kept. */
  fact: <Value>(name: Name, read: (text: string) => Value | null) => Value | null;
  failed: string[];
};

/** Whether a table has a column that `title` fits. */
export const hasColumn = (table: Table, title: RegExp): boolean =>
  table.head.some((cell) => title.test(titleOf(cell)));

/**
 * Reads the rows of a table one by one, but for those in which nothing stands. A row that says more than its known
 * columns hold, or something that could not be understood, is also kept word for word under the table's head.
 */
export function readRows<Name extends string>(
  reading: Reading,
  section: Section,
  table: Table,
  titles: Readonly<Record<Name, RegExp>>,
  take: (fields: Fields<Name>) => void,
): void {
  const names = Object.keys(titles) as Name[];
  const found = table.head.map((cell) => titleOf(cell));
  const places = new Map(names.map((name) => [name, found.findIndex((title) => titles[name].test(title))]));
  const known = new Set(places.values());
  const kept: { row: Row; why: string }[] = [];
  for (const row of table.rows) {
    if (row.cells.every((cell) => cell === "")) continue;
    const extra = row.cells.flatMap((cell, at) =>
      cell === "" || known.has(at) ? [] : [found[at] ?? "no title"],
    );
    const failed = extra.map((title) => `there is no place for its column '${title}'.`);
    take(fieldsOf(reading, row, places, failed));
    if (failed.length > 0) kept.push({ row, why: failed.join(" Also: ") });
  }
  keepRows(reading, section, table, kept);
}

function fieldsOf<Name extends string>(
  reading: Reading,
  row: Row,
  places: ReadonlyMap<Name, number>,
  failed: string[],
): Fields<Name> {
  const text = (name: Name) => cellText(reading, row.cells[places.get(name) ?? -1] ?? "");
  const stated = (name: Name) => {
    const value = text(name);
    return value === "" || (!reading.own && saysNothing(value)) ? null : value;
  };
  const fact = <Value>(name: Name, read: (text: string) => Value | null) => {
    const value = stated(name);
    const meant = value === null ? null : read(value);
    if (value !== null && meant === null)
      failed.push(`its ${name} '${value.slice(0, 60)}' is not understood.`);
    return meant;
  };
  return { row, text, stated, fact, failed };
}

/** The title of a column in lower case, without emphasis. */
export const titleOf = (title: string): string =>
  title
    .replace(/[*_`:]/g, "")
    .trim()
    .toLowerCase();
