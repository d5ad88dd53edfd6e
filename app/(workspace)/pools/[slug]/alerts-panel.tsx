import { Plus } from "lucide-react";
import { AlertSeverityBadge } from "@/components/alerts/alert-badges";
import { AlertTable } from "@/components/alerts/alert-table";
import { Link } from "@/components/ui/link";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { listOpenAlerts } from "@/lib/alerts/history/queries";
import { alertFilters } from "@/lib/alerts/history/schema";
import { alertResponseLabels, sayCondition } from "@/lib/alerts/rules/labels";
import type { Rule } from "@/lib/alerts/rules/queries";
import type { Context } from "@/lib/core/context";
import type { Pool } from "@/lib/pools/queries";

type Props = {
  context: Context;
  pool: Pool;
  rules: readonly Rule[];
  editable: boolean;
  zone: string;
  now: Date;
};

/** A pool's open alerts, and the rules by which it is watched. */
export async function AlertsPanel({ context, pool, rules, editable, zone, now }: Props) {
  const alerts = await listOpenAlerts(context, alertFilters.parse({ pool: pool.slug }));
  return (
    <Panel
      flush
      id="alerts"
      title="Alerts"
      actions={
        editable && !pool.archivedAt ? (
          <LinkButton href={`/alerts/rules/new?pool=${pool.slug}`} size="sm">
            <Plus aria-hidden="true" />
            New rule for this pool
          </LinkButton>
        ) : null
      }
      footer={
        <Link href={`/alerts?pool=${pool.slug}`} className="text-accent text-sm">
          All alerts of this pool
        </Link>
      }
    >
      <AlertTable
        caption="Open alerts"
        alerts={alerts}
        zone={zone}
        now={now}
        within="pool"
        empty={<p className="px-4 py-3 text-muted text-sm">No alert is open.</p>}
      />
      <Rules rules={rules} />
    </Panel>
  );
}

function Rules({ rules }: { rules: readonly Rule[] }) {
  if (rules.length === 0)
    return <p className="border-line border-t px-4 py-3 text-muted text-sm">No rule watches it.</p>;
  return (
    <details className="group/rules border-line border-t px-4 py-3">
      <summary className="w-max rounded-xs text-accent text-sm hover:underline">
        Watched by {rules.length} {rules.length === 1 ? "rule" : "rules"}
      </summary>
      <ul className="mt-2 grid gap-2">
        {rules.map((rule) => (
          <li key={rule.slug} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-sm">
            <Link href={`/alerts/rules/${rule.slug}`} className="wrap-anywhere text-accent">
              {rule.name}
            </Link>
            <AlertSeverityBadge severity={rule.severity} />
            <span className="text-muted">
              {sayCondition(rule)}; {alertResponseLabels[rule.response].label.toLowerCase()}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
