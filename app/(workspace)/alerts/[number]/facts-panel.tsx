import { DescriptionList } from "@/components/ui/description-list";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import type { WholeAlert } from "@/lib/alerts/history/queries";
import {
  alertResponseLabels,
  alertSeverityLabels,
  sayCondition,
  sayEnd,
  sayLimit,
} from "@/lib/alerts/rules/labels";
import { sayValue } from "@/lib/alerts/words";

/** What was measured, and its rule as it was when it began and as it is. */
export function FactsPanel({ alert }: { alert: WholeAlert }) {
  const { figure, firstValue, instance, pool, rule, severity, response } = alert;
  const same =
    rule.name === alert.name &&
    sayLimit(rule) === sayLimit(alert) &&
    rule.severity === severity &&
    rule.response === response;
  return (
    <div className="grid gap-5">
      <Panel title="Measured">
        <DescriptionList
          items={[
            { key: "threshold", term: "Threshold", value: sayLimit(alert) },
            { key: "first", term: "At the crossing", value: sayValue(figure, firstValue) },
            ...(alert.endedAt
              ? []
              : [{ key: "last", term: "Now", value: sayValue(figure, alert.lastValue) }]),
            { key: "worst", term: "At worst", value: sayValue(figure, alert.worstValue) },
            ...(pool && instance ? [{ key: "instance", term: "Instance", value: instance }] : []),
          ]}
        />
      </Panel>
      <Panel title="Its rule">
        <div className="grid gap-4">
          <DescriptionList
            items={[
              {
                key: "rule",
                term: "Rule",
                value: (
                  <Link href={`/alerts/rules/${rule.slug}`} className="wrap-anywhere text-accent">
                    {rule.name}
                  </Link>
                ),
              },
              { key: "condition", term: "Condition", value: sayCondition(rule) },
              { key: "end", term: "Ends", value: sayEnd(rule) },
              { key: "severity", term: "Severity", value: alertSeverityLabels[rule.severity] },
              { key: "response", term: "Then", value: alertResponseLabels[rule.response].label },
              ...(rule.archivedAt || rule.pausedAt
                ? [{ key: "state", term: "State", value: rule.archivedAt ? "archived" : "paused" }]
                : []),
            ]}
          />
          {same ? null : (
            <div>
              <h3 className="mb-1.5 text-faint text-xs">As it was then</h3>
              <DescriptionList
                items={[
                  { key: "name", term: "Name", value: alert.name },
                  { key: "threshold", term: "Threshold", value: sayLimit(alert) },
                  { key: "severity", term: "Severity", value: alertSeverityLabels[severity] },
                  { key: "response", term: "Then", value: alertResponseLabels[response].label },
                ]}
              />
            </div>
          )}
        </div>
      </Panel>
    </div>
  );
}
