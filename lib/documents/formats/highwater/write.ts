import { writeCell, writeHeading, writeItem } from "./texts";

/** A column of a table; one in which nothing stands is left out unless it is `always` there. */
export type Column = { title: string; cells: string[]; always?: boolean };

/** A table with as many rows as its columns have cells; nothing when there are none. */
export function table(columns: readonly Column[]): string[] {
  const shown = columns.filter(({ cells, always }) => always || cells.some((cell) => cell !== ""));
  const count = columns[0]?.cells.length ?? 0;
  if (count === 0) return [];
  const rows = Array.from({ length: count }, (_, row) =>
    shown.map(({ cells }) => writeCell(cells[row] ?? "")),
  );
  const lines = [shown.map(({ title }) => title), shown.map(() => "---"), ...rows];
  return [lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n")];
}

/** A list with bullets; nothing when it has no items. */
export const bullets = (items: readonly string[]): string[] =>
  items.length === 0 ? [] : [items.map((item) => writeItem("- ", item)).join("\n")];

/** A numbered list; nothing when it has no items. */
export const numbered = (items: readonly string[]): string[] =>
  items.length === 0 ? [] : [items.map((item, at) => writeItem(`${at + 1}. `, item)).join("\n")];

/** Blocks under a heading; nothing at all where there are none. */
export const under = (level: number, heading: string, blocks: readonly string[]): string[] =>
  blocks.length === 0 ? [] : [writeHeading(level, heading), ...blocks];
