import { AlertStateBadge } from "@/components/alerts/alert-badges";
import { formatDuration } from "@/components/ui/format-duration";
import { Panel } from "@/components/ui/panel";
import { type Column, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { WholeAlert } from "@/lib/alerts/history/queries";
import { standingAfter } from "@/lib/alerts/history/rules";
import { alertReasonLabels } from "@/lib/alerts/rules/labels";
import { sayValue } from "@/lib/alerts/words";

type Step = WholeAlert["transitions"][number];

/** Each step of an alert: when, to which state, at which value, and why. */
export function StepsPanel({ alert, zone, now }: { alert: WholeAlert; zone: string; now: Date }) {
  const columns: Column<Step>[] = [
    {
      key: "at",
      header: "When",
      width: "14rem",
      cell: (step) => (
        <span className="flex flex-col">
          <Time at={step.at} zone={zone} now={now} show="full" seconds absoluteOnly />
          <Late step={step} />
        </span>
      ),
    },
    {
      key: "to",
      header: "State",
      width: "9rem",
      cell: ({ to, reason }) => <AlertStateBadge state={standingAfter(to, reason)} />,
    },
    {
      key: "value",
      header: "Measured",
      width: "8rem",
      align: "end",
      cell: ({ value }) => <span className="tabular">{sayValue(alert.figure, value)}</span>,
    },
    { key: "why", header: "Why", primary: true, cell: (step) => <Why step={step} alert={alert} /> },
  ];
  return (
    <Panel flush title="Step by step" description="By the time of what was measured.">
      <Table
        caption="Steps of the alert"
        columns={columns}
        rows={alert.transitions}
        rowKey={({ id }) => String(id)}
      />
    </Panel>
  );
}

function Why({ step, alert }: { step: Step; alert: WholeAlert }) {
  const before = alert.transitions[alert.transitions.indexOf(step) - 1];
  const since = step.reason === "cleared" ? (alert.clearSince ?? step.at) : (before?.at ?? step.at);
  const words = alertReasonLabels[step.reason]((step.at.getTime() - since.getTime()) / 1_000);
  return (
    <span className="font-normal">
      {words.charAt(0).toUpperCase()}
      {words.slice(1)}
    </span>
  );
}

/** What was measured is judged within a second or two, unless nobody watched. */
function Late({ step: { at, recordedAt } }: { step: Step }) {
  const seconds = (recordedAt.getTime() - at.getTime()) / 1_000;
  if (seconds < 60) return null;
  return <span className="text-faint text-xs">found {formatDuration(seconds)} later</span>;
}
