import { DurationFigures, DurationGaps } from "@/components/incidents/duration-figures";
import { formatInstant } from "@/components/ui/format-time";
import { milestoneLabels } from "@/lib/incidents/milestones/labels";
import type { DocumentMilestone } from "@/lib/reviews/schema";
import { MilestoneKind } from "@/prisma/generated/enums";
import { Part } from "./section";

type Props = { milestones: readonly DocumentMilestone[]; statedDuration: string | null; zone: string };

/** The moments that figures are made of, and the figures, with what the document itself states beside them. */
export function Milestones({ milestones, statedDuration, zone }: Props) {
  return (
    <Part title="Milestones">
      <dl className="tabular gap-x-8 text-base sm:columns-2">
        {Object.values(MilestoneKind).map((kind) => {
          const set = milestones.find((milestone) => milestone.kind === kind);
          return (
            <div
              key={kind}
              className="flex break-inside-avoid justify-between gap-3 border-line border-b py-0.75"
            >
              <dt className="text-muted">{milestoneLabels[kind]}</dt>
              <dd className={set ? "" : "text-faint"}>
                {set
                  ? `${set.precision === "about" ? "about " : ""}${formatInstant(set.at, zone)}`
                  : "not set"}
              </dd>
            </div>
          );
        })}
      </dl>
      <div className="mt-3 flex flex-col gap-2 text-base">
        <DurationFigures milestones={milestones} />
        <DurationGaps milestones={milestones} />
        {statedDuration ? (
          <p className="text-muted text-sm">
            The imported document states a duration of “{statedDuration}”. It is compared, never used.
          </p>
        ) : null}
      </div>
    </Part>
  );
}
