import type { ReactNode } from "react";
import { Duration } from "@/components/ui/duration";
import { type Column, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { IncidentRow } from "@/lib/incidents/lists/queries";
import { beganAt, durations, whyNot } from "@/lib/incidents/milestones/rules";
import { IncidentMarks } from "./incident-marks";
import { SeverityBadge } from "./severity-badge";
import { StatusBadge } from "./status-badge";

type Props = {
  incidents: readonly IncidentRow[];
  zone: string;
  now: Date;
  /** Leaves out where it happened, for a page that says so itself. */
  placeless?: boolean;
  empty?: ReactNode;
};

/** Incidents as a table, a row each: what, how grave, where it stands, where it happened, when and for how long. */
export function IncidentTable({ incidents, zone, now, placeless = false, empty }: Props) {
  return (
    <Table
      caption="Incidents"
      columns={columnsFor(zone, now).filter(({ key }) => !(placeless && key === "place"))}
      rows={incidents}
      rowKey={({ id }) => id}
      rowHref={({ ref }) => `/incidents/${ref}`}
      empty={empty}
    />
  );
}

const columnsFor = (zone: string, now: Date): Column<IncidentRow>[] => [
  { key: "title", header: "Incident", primary: true, cell: (incident) => <Name incident={incident} /> },
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
    cell: ({ service, environment }) => (
      <span className="text-muted text-sm">
        {[service?.name, environment?.name].filter(Boolean).join(" · ") || "–"}
      </span>
    ),
  },
  {
    key: "began",
    header: "Began",
    width: "9rem",
    cell: ({ milestones, createdAt }) => (
      <Time
        at={beganAt(milestones, createdAt)}
        zone={zone}
        now={now}
        show="relative"
        className="text-muted text-sm"
      />
    ),
  },
  {
    key: "total",
    header: "Total",
    wideOnly: true,
    width: "7rem",
    align: "end",
    cell: ({ milestones }) => <Total milestones={milestones} />,
  },
];

function Name({ incident }: { incident: IncidentRow }) {
  return (
    <span className="flex min-w-0 flex-col">
      <span className="wrap-anywhere">{incident.title}</span>
      <span className="flex flex-wrap items-center gap-2 font-normal text-faint text-xs">
        <span className="tabular">{incident.ref}</span>
        {incident.foreignRef ? <span>{incident.foreignRef}</span> : null}
        <IncidentMarks mode={incident.mode} restrictedAt={incident.restrictedAt} />
      </span>
    </span>
  );
}

function Total({ milestones }: Pick<IncidentRow, "milestones">) {
  const { total } = durations(milestones);
  return <Duration seconds={total.validity === "ok" ? total.seconds : null} missing={whyNot(total)} />;
}
