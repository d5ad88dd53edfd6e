import { indentOf, itemMark } from "./line-shapes";

// Markdown takes blanks and tabs alone for white space around a row; a no-break space is a cell's first letter.
const bare = (text: string) => text.replace(/^[ \t]+|[ \t]+$/g, "");

/** The cells of a table's row as they stand in the source, white space around them removed. */
export function splitRow(line: string): string[] {
  const cells: string[] = [];
  let cell = "";
  let escaped = false;
  for (const character of bare(line).replace(/^\|/, "")) {
    if (character === "|" && !escaped) {
      cells.push(cell.trim());
      cell = "";
    } else cell += character;
    escaped = character === "\\" && !escaped;
  }
  if (bare(cell) !== "") cells.push(cell.trim());
  return cells;
}

/** Whether two lines are the head of a table: a row of titles over a row of dashes with as many cells. */
export function isTableHead(titles: string, dashes: string | undefined): boolean {
  if (indentOf(titles) >= 4 || itemMark(titles) || dashes === undefined) return false;
  if (!/^ {0,3}[|:-][|: \t-]*$/.test(dashes) || !dashes.includes("|")) return false;
  const cells = splitRow(dashes);
  return cells.every((cell) => /^:?-+:?$/.test(cell)) && splitRow(titles).length === cells.length;
}
