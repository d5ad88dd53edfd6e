import { DurationGaps } from "@/components/incidents/duration-figures";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { excerpt } from "@/lib/core/text";
import { milestoneLabels, milestoneOriginLabels } from "@/lib/incidents/milestones/labels";
import type { IncidentDetail } from "@/lib/incidents/queries";
import type { TimelineItem } from "@/lib/incidents/timeline/belongings";
import { formatEntryTime } from "@/lib/incidents/times/rules";
import { MilestoneKind } from "@/prisma/generated/enums";
import { LateMilestoneForm } from "./late-milestone-form";
import type { TimelineView } from "./timeline-address";

type Props = {
  incident: IncidentDetail;
  view: TimelineView;
  /** What may prove a milestone: the entries on the page. */
  entries: readonly TimelineItem[];
  editable: boolean;
  now: Date;
};

/** When the turning points were, who says so and why, and which durations that leaves untold. */
export function MilestonesPanel({ incident, view, entries, editable, now }: Props) {
  const { ref, timeZone, milestones } = incident;
  return (
    <Panel title="Milestones" id="milestones">
      <ol className="flex flex-col gap-2.5">
        {Object.values(MilestoneKind).map((kind) => {
          const milestone = milestones.find((one) => one.kind === kind);
          const editing = editable && view.milestone === kind;
          return (
            <li key={kind} className="min-w-0">
              <div className="flex items-baseline justify-between gap-3">
                <span className={milestone ? undefined : "text-faint"}>{milestoneLabels[kind]}</span>
                {editable && !editing ? (
                  <Link
                    href={`/incidents/${ref}?milestone=${kind}#milestones`}
                    scroll={false}
                    aria-label={`${milestone ? "Change" : "Set"} ${milestoneLabels[kind].toLowerCase()}`}
                    className="text-accent text-xs hover:underline"
                  >
                    {milestone ? "Change" : "Set"}
                  </Link>
                ) : null}
              </div>
              {milestone ? (
                <Known milestone={milestone} zone={view.zone} now={now} incidentRef={ref} />
              ) : null}
              {editing ? (
                <LateMilestoneForm
                  incidentRef={ref}
                  zone={timeZone}
                  kind={kind}
                  shown={
                    milestone
                      ? {
                          version: milestone.version,
                          at: formatEntryTime(milestone, timeZone),
                          entryId: milestone.entryId ?? "",
                        }
                      : null
                  }
                  entries={entries
                    .filter(({ withdrawnAt }) => withdrawnAt === null)
                    .map((entry) => ({
                      value: entry.id,
                      label: `${formatEntryTime(entry, timeZone)} ${excerpt(entry.text, 60)}`,
                    }))}
                />
              ) : null}
            </li>
          );
        })}
      </ol>
      <div className="mt-3 border-line border-t pt-3 empty:hidden">
        <DurationGaps milestones={milestones} />
      </div>
    </Panel>
  );
}

function Known({
  milestone,
  zone,
  now,
  incidentRef,
}: {
  milestone: IncidentDetail["milestones"][number];
  zone: string;
  now: Date;
  incidentRef: string;
}) {
  const { at, precision, origin, reason, entry } = milestone;
  return (
    <div className="text-muted text-xs">
      <Time
        at={at}
        zone={zone}
        now={now}
        show="full"
        about={precision === "about"}
        absoluteOnly
        className="text-sm"
      />
      <p className="text-faint">
        {milestoneOriginLabels[origin]}
        {reason ? `: ${reason}` : ""}
      </p>
      {entry ? (
        <Link
          href={`/incidents/${incidentRef}?entry=${entry.id}#entry-${entry.id}`}
          className="wrap-anywhere text-accent hover:underline"
        >
          {excerpt(entry.text, 80)}
        </Link>
      ) : null}
    </div>
  );
}
