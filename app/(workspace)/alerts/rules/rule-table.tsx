import { AlertSeverityBadge } from "@/components/alerts/alert-badges";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { type Column, Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { alertResponseLabels, sayCondition } from "@/lib/alerts/rules/labels";
import type { Rule, RuleCount } from "@/lib/alerts/rules/queries";

type Props = {
  caption: string;
  rules: readonly Rule[];
  counts: ReadonlyMap<string, RuleCount>;
};

/** Rules with what they wait for, what follows, and how often each fired in the last 30 days. */
export function RuleTable({ caption, rules, counts }: Props) {
  const columns: Column<Rule>[] = [
    {
      key: "name",
      header: "Rule",
      primary: true,
      cell: (rule) => (
        <span className="flex min-w-0 flex-col">
          <span className="wrap-anywhere">{rule.name}</span>
          <span className="font-normal text-faint text-xs">{sayCondition(rule)}</span>
        </span>
      ),
    },
    ...(rules.some(({ pool, service }) => pool ?? service)
      ? [{ key: "of", header: "Of", width: "13rem", cell: (rule: Rule) => <Of rule={rule} /> }]
      : []),
    {
      key: "severity",
      header: "Severity",
      width: "7rem",
      cell: ({ severity }) => <AlertSeverityBadge severity={severity} />,
    },
    {
      key: "response",
      header: "Then",
      width: "12rem",
      cell: ({ response }) => <span className="text-sm">{alertResponseLabels[response].label}</span>,
    },
    {
      key: "fired",
      header: "Fired in 30 days",
      width: "9rem",
      align: "end",
      cell: ({ id }) => {
        const fired = counts.get(id)?.fired ?? 0;
        return <span className={fired > 0 ? "tabular" : "tabular text-faint"}>{fired}</span>;
      },
    },
    {
      key: "state",
      header: "State",
      width: "8rem",
      cell: (rule) => <State rule={rule} firing={counts.get(rule.id)?.firing ?? 0} />,
    },
  ];
  return (
    <Table
      caption={caption}
      columns={columns}
      rows={rules}
      rowKey={({ slug }) => slug}
      rowHref={({ slug }) => `/alerts/rules/${slug}`}
    />
  );
}

function Of({ rule: { pool, service } }: { rule: Rule }) {
  const of = pool ?? service;
  if (!of) return null;
  return (
    <Link
      href={pool ? `/pools/${of.slug}` : `/services/${of.slug}`}
      className="wrap-anywhere text-accent text-sm"
    >
      {of.name}
    </Link>
  );
}

function State({ rule: { archivedAt, pausedAt }, firing }: { rule: Rule; firing: number }) {
  if (archivedAt) return <Tag>Archived</Tag>;
  if (pausedAt) return <Tag>Paused</Tag>;
  if (firing > 0) return <Badge tone="danger">{firing} firing</Badge>;
  return <span className="text-faint text-sm">Watches</span>;
}
