/** What a cell of a table holds; null is an empty one. */
export type Cell = string | number | null;

/**
 * Rows as CSV (RFC 4180): a comma between cells, CRLF behind each row, quotes where a text needs them. A text that a
 * spreadsheet would take for a formula gets an apostrophe in front, as OWASP advises; numbers are written as they are.
 */
export function csvOf(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(written).join(",")}\r\n`).join("");
}

function written(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const text = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
