import { SeverityBadge } from "@/components/incidents/severity-badge";
import { DocumentStateBadge } from "@/components/reviews/document-state";
import { type Column, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { ReviewLine } from "@/lib/reviews/queue/queries";
import { stepLabels, steps } from "@/lib/reviews/sign-offs/labels";

type Props = { caption: string; lines: readonly ReviewLine[]; zone: string; now: Date };

/** Post-mortems with how each stands and who has signed it so far. */
export function ReviewTable({ caption, lines, zone, now }: Props) {
  const columns: Column<ReviewLine>[] = [
    {
      key: "title",
      header: "Post-mortem",
      primary: true,
      cell: ({ title, ref }) => (
        <span className="flex min-w-0 flex-col">
          <span className="wrap-anywhere">{title}</span>
          <span className="tabular font-normal text-faint text-xs">{ref}</span>
        </span>
      ),
    },
    {
      key: "severity",
      header: "Severity",
      width: "6rem",
      cell: ({ severity }) => <SeverityBadge severity={severity} short />,
    },
    {
      key: "state",
      header: "State",
      width: "11rem",
      cell: (line) => <DocumentStateBadge state={line.now.state} />,
    },
    { key: "signed", header: "Signed by", width: "16rem", cell: (line) => <Signers line={line} /> },
    {
      key: "touched",
      header: "Last change",
      width: "9rem",
      align: "end",
      cell: ({ touchedAt }) => (
        <Time at={touchedAt} zone={zone} now={now} show="relative" className="text-muted text-sm" />
      ),
    },
  ];
  return (
    <Table
      caption={caption}
      columns={columns}
      rows={lines}
      rowKey={({ ref }) => ref}
      rowHref={({ ref }) => `/incidents/${ref}/review`}
    />
  );
}

function Signers({ line: { now } }: { line: ReviewLine }) {
  if (now.returned) return <span className="text-muted text-sm">sent back by {now.returned.name}</span>;
  const signed = steps.flatMap((step) => {
    const given = now.given[step];
    return given ? [`${given.name} (${stepLabels[step].done.toLowerCase()})`] : [];
  });
  if (signed.length === 0) return <span className="text-faint text-sm">nobody</span>;
  return <span className="text-muted text-sm">{signed.join(", ")}</span>;
}
