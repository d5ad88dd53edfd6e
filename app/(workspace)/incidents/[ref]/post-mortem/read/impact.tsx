import { DescriptionList } from "@/components/ui/description-list";
import { formatInstant } from "@/components/ui/format-time";
import { dataLossLabels, impactGroupLabels } from "@/lib/incidents/impact/labels";
import type { DocumentImpact } from "@/lib/reviews/schema";
import { ImpactGroup } from "@/prisma/generated/enums";
import { TextList } from "./lists";
import { Part } from "./section";

/** Whom it hit and how hard: statements by group, then the figures that are known. */
export function Impact({ impact, zone }: { impact: DocumentImpact; zone: string }) {
  const figures = figuresOf(impact, zone);
  return (
    <>
      {Object.values(ImpactGroup).map((group) => {
        const rows = impact.statements
          .filter((statement) => statement.group === group)
          .map(({ text }, index) => ({ id: `${group}-${index}`, text }));
        return rows.length === 0 ? null : (
          <Part key={group} title={impactGroupLabels[group]}>
            <TextList rows={rows} />
          </Part>
        );
      })}
      {figures.length === 0 ? null : (
        <Part title="Figures">
          <DescriptionList items={figures} />
        </Part>
      )}
    </>
  );
}

/** Whether the section says anything. */
export const saysNothing = ({ statements, figures }: DocumentImpact): boolean =>
  statements.length === 0 && Object.values(figures ?? {}).every((figure) => figure === null);

function figuresOf({ figures }: DocumentImpact, zone: string) {
  if (!figures) return [];
  const { usersAffected, usersPrecision, customersAffected, customersPrecision } = figures;
  const count = (value: number | null, precision: string | null) =>
    value === null ? null : `${precision === "about" ? "about " : ""}${value.toLocaleString("en")}`;
  const moment = (at: Date | null) => at && formatInstant(at, zone);
  const said: [string, string | null][] = [
    ["Users affected", count(usersAffected, usersPrecision)],
    ["Customers affected", count(customersAffected, customersPrecision)],
    ["Unavailable from", moment(figures.unavailableFrom)],
    ["Unavailable until", moment(figures.unavailableTo)],
    ["Data", figures.dataLoss && dataLossLabels[figures.dataLoss]],
    ["Delay", figures.delay],
  ];
  return said.flatMap(([term, value]) =>
    value === null
      ? []
      : [{ key: term, term, value: <span className="tabular wrap-anywhere">{value}</span> }],
  );
}
