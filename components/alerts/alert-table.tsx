import type { ReactNode } from "react";
import { IncidentLink } from "@/components/incidents/incident-link";
import { type Column, Table } from "@/components/ui/table";
import type { AlertLine } from "@/lib/alerts/history/queries";
import { alertStanding } from "@/lib/alerts/history/rules";
import { sayCourse, sayLimit } from "@/lib/alerts/rules/labels";
import { AlertSeverityBadge, AlertStateBadge } from "./alert-badges";
import { AlertTimes } from "./alert-times";

type Props = {
  caption: string;
  alerts: readonly AlertLine[];
  zone: string;
  now: Date;
  /** What the page is of, and lines need not say: a pool, or a rule. */
  within?: "pool" | "rule";
  empty?: ReactNode;
};

/** Alerts, a line each: what it is, of what, what was measured, how it stands and since when. */
export function AlertTable({ caption, alerts, zone, now, within, empty }: Props) {
  const columns: Column<AlertLine>[] = [
    {
      key: "name",
      header: "Alert",
      primary: true,
      cell: (alert) => (
        <span className="flex min-w-0 flex-col">
          <span className="wrap-anywhere">{within === "rule" ? ofAlert(alert)?.name : alert.name}</span>
          <span className="tabular font-normal text-faint text-xs">
            {alert.number} · {sayLimit(alert)}
          </span>
        </span>
      ),
    },
    ...(within === "rule"
      ? []
      : [
          {
            key: "severity",
            header: "Severity",
            width: "6.25rem",
            cell: (alert: AlertLine) => <Severity {...alert} />,
          },
        ]),
    ...(within
      ? []
      : [{ key: "of", header: "Of", width: "12rem", cell: (alert: AlertLine) => <Of alert={alert} /> }]),
    {
      key: "value",
      header: "Measured",
      width: "8rem",
      cell: (alert) => <span className="tabular text-sm">{sayCourse(alert)}</span>,
    },
    {
      key: "state",
      header: "State",
      width: "9rem",
      cell: (alert) => <AlertStateBadge state={alertStanding(alert)} />,
    },
    {
      key: "when",
      header: "When",
      width: "11rem",
      cell: (alert) => (
        <span className="flex flex-col text-sm">
          <AlertTimes alert={alert} zone={zone} now={now} />
        </span>
      ),
    },
    {
      key: "incident",
      header: "Incident",
      width: "7.5rem",
      cell: ({ incident }) =>
        incident ? <IncidentLink incident={incident} /> : <span className="text-faint text-sm">None</span>,
    },
  ];
  return (
    <Table
      caption={caption}
      columns={columns}
      rows={alerts}
      rowKey={({ number }) => String(number)}
      rowHref={({ number }) => `/alerts/${number}`}
      empty={empty}
    />
  );
}

const Severity = ({ severity }: AlertLine) => <AlertSeverityBadge severity={severity} />;
const ofAlert = ({ pool, healthCheck }: AlertLine) => pool ?? healthCheck;

function Of({ alert }: { alert: AlertLine }) {
  const of = ofAlert(alert);
  const place = [of?.service?.name, alert.pool ? null : "health check"].filter(Boolean).join(" · ");
  return (
    <span className="flex min-w-0 flex-col">
      <span className="wrap-anywhere">{of?.name}</span>
      <span className="wrap-anywhere text-faint text-xs">{place || alert.instance}</span>
    </span>
  );
}
