import { DescriptionList } from "@/components/ui/description-list";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import { alertFigureLabels, alertResponseLabels, sayCondition, sayEnd } from "@/lib/alerts/rules/labels";
import type { Rule } from "@/lib/alerts/rules/queries";

/** What a rule says. */
export function FactsPanel({ rule }: { rule: Rule }) {
  const { label, meaning } = alertResponseLabels[rule.response];
  return (
    <Panel title="About">
      <DescriptionList
        items={[
          {
            key: "figure",
            term: "Watches",
            value: (
              <>
                {alertFigureLabels[rule.figure].label}
                <span className="block text-faint text-xs">{alertFigureLabels[rule.figure].meaning}</span>
              </>
            ),
          },
          { key: "where", term: "Where", value: <Where rule={rule} /> },
          { key: "condition", term: "Fires", value: sayCondition(rule) },
          { key: "end", term: "Ends", value: sayEnd(rule) },
          {
            key: "response",
            term: "Then",
            value: (
              <>
                {label}
                <span className="block text-faint text-xs">{meaning}</span>
              </>
            ),
          },
        ]}
      />
    </Panel>
  );
}

function Where({ rule: { pool, service } }: { rule: Rule }) {
  const of = pool ?? service;
  if (!of) return "everywhere";
  return (
    <Link href={pool ? `/pools/${of.slug}` : `/services/${of.slug}`} className="wrap-anywhere text-accent">
      {of.name}
    </Link>
  );
}
