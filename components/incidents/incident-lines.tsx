"use client";

import { Duration } from "@/components/ui/duration";
import { type Column, Table } from "@/components/ui/table";
import { Elapsed } from "./elapsed";
import type { IncidentLine } from "./incident-line";
import { IncidentMarks } from "./incident-marks";
import { SeverityBadge } from "./severity-badge";
import { StatusBadge } from "./status-badge";

type Props = { lines: readonly IncidentLine[]; placeless: boolean; now: Date };

/** The rows of a table of incidents. Made of plain lines in one go: as server components fifty rows cost five times as much. */
export function IncidentLines({ lines, placeless, now }: Props) {
  const columns = columnsAt(now);
  return (
    <Table
      caption="Incidents"
      columns={placeless ? columns.filter(({ key }) => key !== "place") : columns}
      rows={lines}
      rowKey={({ ref }) => ref}
      rowHref={({ ref }) => `/incidents/${ref}`}
    />
  );
}

const columnsAt = (now: Date): readonly Column<IncidentLine>[] => [
  { key: "title", header: "Incident", primary: true, cell: (line) => <Name {...line} /> },
  {
    key: "severity",
    header: "Severity",
    width: "6rem",
    cell: ({ severity }) => <SeverityBadge severity={severity} short />,
  },
  {
    key: "status",
    header: "Status",
    width: "9rem",
    cell: ({ status }) => <StatusBadge status={status} plain />,
  },
  {
    key: "place",
    header: "Where",
    wideOnly: true,
    width: "13rem",
    cell: ({ place }) => <span className="text-muted text-sm">{place || "–"}</span>,
  },
  {
    key: "began",
    header: "Began",
    width: "9rem",
    cell: ({ began: { iso, words, title } }) => (
      <time
        key={iso}
        dateTime={iso}
        title={title}
        data-age=""
        className="whitespace-nowrap text-muted text-sm"
      >
        {words}
      </time>
    ),
  },
  {
    key: "total",
    header: "Total",
    wideOnly: true,
    width: "7rem",
    align: "end",
    cell: ({ total, began }) =>
      total ? (
        <Duration {...total} />
      ) : (
        <>
          <Elapsed began={new Date(began.iso)} now={now} />{" "}
          <span className="whitespace-nowrap text-faint text-xs">so far</span>
        </>
      ),
  },
];

function Name({ title, ref, foreignRef, mode, restricted }: IncidentLine) {
  return (
    <>
      <span className="wrap-anywhere">{title}</span>
      <span className="flex flex-wrap items-center gap-2 font-normal text-faint text-xs">
        <span className="tabular">{ref}</span>
        {foreignRef ? <span>{foreignRef}</span> : null}
        <IncidentMarks mode={mode} restricted={restricted} />
      </span>
    </>
  );
}
