"use client";

import { type Column, Table } from "@/components/ui/table";

/** A row as it reads: when, and each figure; null where it is not known. */
type Row = readonly (string | null)[];

type Props = { caption: string; headers: readonly string[]; rows: readonly Row[] };

/** The rows of a chart's table. Made of plain words in one go: as server components they cost the page ten times as much. */
export function PoolTableRows({ caption, headers, rows }: Props) {
  const columns = headers.map((header, place): Column<Row> => {
    const cell = (row: Row) => <span className="whitespace-nowrap">{row[place] ?? <Unknown />}</span>;
    return place === 0
      ? { key: header, header, primary: true, cell }
      : { key: header, header, align: "end", cell };
  });
  return (
    <Table
      caption={caption}
      columns={columns}
      rows={rows}
      rowKey={(row) => String(rows.indexOf(row))}
      narrow="scroll"
    />
  );
}

function Unknown() {
  return (
    <span className="text-faint" title="not known">
      <span aria-hidden="true">–</span>
      <span className="sr-only">not known</span>
    </span>
  );
}
