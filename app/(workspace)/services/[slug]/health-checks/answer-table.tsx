import { EmptyState } from "@/components/ui/empty-state";
import { type Column, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { HealthResult } from "@/lib/alerts/health-checks/queries";
import { tookText } from "./answer-words";

type Props = { name: string; results: readonly HealthResult[]; zone: string; now: Date };

/** What an address answered, the latest first. */
export function AnswerTable({ name, results, zone, now }: Props) {
  const columns: Column<HealthResult>[] = [
    {
      key: "at",
      header: "When",
      primary: true,
      width: "20rem",
      cell: ({ at }) => <Time at={at} zone={zone} now={now} show="full" seconds />,
    },
    {
      key: "status",
      header: "Status",
      width: "6rem",
      cell: ({ status }) =>
        status === null ? (
          <span className="text-faint">none</span>
        ) : (
          <span className="tabular">{status}</span>
        ),
    },
    {
      key: "took",
      header: "Took",
      width: "6rem",
      align: "end",
      cell: ({ durationMs }) => <span className="tabular">{tookText(durationMs)}</span>,
    },
    {
      key: "verdict",
      header: "Verdict",
      cell: ({ failure }) =>
        failure === null ? "Well" : <span className="wrap-anywhere text-danger-ink">{failure}</span>,
    },
  ];
  return (
    <Table
      caption={`Last answers of ${name}`}
      columns={columns}
      rows={results.toReversed()}
      rowKey={({ at }) => at.toISOString()}
      empty={<EmptyState title="No answer yet" />}
    />
  );
}
