import type { ReactNode } from "react";
import { ControlStateBadge } from "@/components/alerts/control-state";
import { IncidentLink } from "@/components/incidents/incident-link";
import { Link } from "@/components/ui/link";
import { type Column, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { sayTarget } from "@/lib/alerts/controls/labels";
import type { ControlLine } from "@/lib/alerts/controls/queries";
import { excerpt } from "@/lib/core/text";
import { controlLabels } from "@/lib/reviews/controls/labels";

type Props = { controls: readonly ControlLine[]; zone: string; now: Date; empty: ReactNode };

/** Controls, a line each: whether it holds and since when, what it says, of which incident, and what watches it. */
export function ControlTable({ controls, zone, now, empty }: Props) {
  const columns: Column<ControlLine>[] = [
    {
      key: "state",
      header: "State",
      width: "8rem",
      cell: ({ watch }) => <ControlStateBadge state={watch?.verdict ?? "unwatched"} />,
    },
    { key: "text", header: "Control", primary: true, cell: (control) => <Text control={control} /> },
    {
      key: "by",
      header: "Watched by",
      width: "15rem",
      cell: ({ watch }) =>
        watch ? (
          <Link href={watch.href} className="wrap-anywhere text-accent text-sm">
            {sayTarget(watch.target)}
          </Link>
        ) : (
          <span className="text-faint text-sm">Nothing</span>
        ),
    },
    {
      key: "since",
      header: "Since",
      width: "9rem",
      cell: ({ watch }) =>
        watch ? <Time at={watch.verdictSince} zone={zone} now={now} className="text-sm" /> : <None />,
    },
    {
      key: "verified",
      header: "Last verified",
      width: "9rem",
      cell: ({ watch }) =>
        watch?.verifiedAt ? (
          <Time at={watch.verifiedAt} zone={zone} now={now} show="relative" className="text-sm" />
        ) : (
          <None />
        ),
    },
    {
      key: "incident",
      header: "Incident",
      width: "7.5rem",
      cell: ({ incident }) => <IncidentLink incident={incident} />,
    },
  ];
  return (
    <Table
      caption="Controls"
      columns={columns}
      rows={controls}
      rowKey={({ id }) => id}
      rowHref={({ id, incident }) => `/incidents/${incident.ref}/post-mortem#control-${id}`}
      empty={empty}
    />
  );
}

const None = () => <span className="text-faint text-sm">–</span>;
const MOST_TEXT = 300;

function Text({ control: { kind, text, watch, verification } }: { control: ControlLine }) {
  const more = watch ? [watch.value, watch.says].filter(Boolean).join(": ") : verification;
  return (
    <span className="flex min-w-0 flex-col">
      <span className="wrap-anywhere">{excerpt(text, MOST_TEXT)}</span>
      <span className="wrap-anywhere font-normal text-faint text-xs">
        {controlLabels[kind].replace(" controls", "")}
        {more ? ` · ${excerpt(more, MOST_TEXT)}` : ""}
      </span>
    </span>
  );
}
