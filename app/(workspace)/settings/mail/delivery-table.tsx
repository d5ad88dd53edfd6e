import { QuickAction } from "@/components/incidents/quick-action";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { type Column, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { Tone } from "@/components/ui/tone";
import { deliveryStateLabels } from "@/lib/notifications/deliveries/labels";
import type { DeliveryRow } from "@/lib/notifications/deliveries/queries";
import { mayRetry } from "@/lib/notifications/deliveries/rules";
import { kindLabels } from "@/lib/notifications/labels";
import { submitRetry } from "./actions";

type Props = { rows: readonly DeliveryRow[]; all: boolean; zone: string; now: Date };

const tones: Readonly<Record<DeliveryRow["state"], Tone>> = {
  queued: "warning",
  sent: "success",
  failed: "danger",
  skipped: "neutral",
};

/** Mails by whom they are for and what became of them; what they say is for their receivers. */
export function DeliveryTable({ rows, all, zone, now }: Props) {
  const columns: readonly Column<DeliveryRow>[] = [
    {
      key: "to",
      header: "To",
      primary: true,
      cell: ({ to }) => (
        <Link href={`/settings/people/${to.id}`} title={to.email}>
          {to.name}
        </Link>
      ),
    },
    { key: "kind", header: "About", cell: ({ kind }) => kindLabels[kind] },
    {
      key: "state",
      header: "State",
      cell: ({ state, attempts }) => (
        <span className="flex items-center gap-2">
          <Badge tone={tones[state]}>{deliveryStateLabels[state]}</Badge>
          {attempts > 1 ? <span className="tabular text-faint text-xs">{attempts} tries</span> : null}
        </span>
      ),
    },
    {
      key: "answer",
      header: "Answer",
      cell: ({ reason, receipt }) => (
        <span className="wrap-anywhere line-clamp-3 text-muted text-sm">
          {reason ?? receipt ?? "None yet"}
        </span>
      ),
    },
    {
      key: "at",
      header: "When",
      cell: ({ settledAt, dueAt }) => <Time at={settledAt ?? dueAt} zone={zone} now={now} />,
    },
    {
      key: "retry",
      header: "Try again",
      headerHidden: true,
      align: "end",
      cell: (row) =>
        mayRetry(row) ? (
          <QuickAction
            action={submitRetry}
            fields={{ deliveryId: row.id }}
            size="sm"
            label={`Try the mail to ${row.to.name} again`}
          >
            Try again
          </QuickAction>
        ) : null,
    },
  ];
  const empty = all ? (
    <EmptyState title="No mail has been sent yet" />
  ) : (
    <EmptyState title="No mail is in trouble">
      One that fails is tried again for a day, at growing intervals, and stands here meanwhile.
    </EmptyState>
  );
  return <Table caption="Mails" columns={columns} rows={rows} rowKey={({ id }) => id} empty={empty} />;
}
