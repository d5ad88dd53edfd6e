import { Fragment } from "react";
import { cx } from "@/components/ui/cx";
import { EmptyState } from "@/components/ui/empty-state";
import { formatDate, zoneName } from "@/components/ui/format-time";
import { Link } from "@/components/ui/link";
import { LinkButton } from "@/components/ui/link-button";
import type { Actor } from "@/lib/core/context";
import { may } from "@/lib/core/permissions";
import type { IncidentDetail } from "@/lib/incidents/queries";
import { isOpen } from "@/lib/incidents/rules";
import type { TimelineItem } from "@/lib/incidents/timeline/belongings";
import { gapsIn, lastingOf, longestPause } from "@/lib/incidents/timeline/gaps/rules";
import type { Outline } from "@/lib/incidents/timeline/outline/queries";
import { type TimelinePage, timelinePageMost } from "@/lib/incidents/timeline/queries";
import { ChoiceLinks } from "./choice-links";
import { entryIn, placeIn, type TimelineView } from "./timeline-address";
import { TimelineEntry } from "./timeline-entry";
import { TimelineFilter } from "./timeline-filter";
import { TimelineGap } from "./timeline-gap";
import { TimelineKeys } from "./timeline-keys";
import { stretchesOf } from "./timeline-stretches";

type Props = {
  incident: IncidentDetail;
  page: TimelinePage;
  outline: Outline;
  view: TimelineView;
  actor: Actor;
  now: Date;
};

const fewest = 5;

// Of a thousand entries only the stretches that are seen are laid out; an open menu reaches out of its own.
const leftOut =
  "[contain-intrinsic-size:auto_80rem] [content-visibility:auto] has-[[open]]:[content-visibility:visible] [&+ol]:border-line [&+ol]:border-t";

/** What happened, the newest first, under the days on which it did. */
export function Timeline({ incident, page, outline, view, actor, now }: Props) {
  const { entries, older, newest } = page;
  const total = outline.counts.reduce((sum, { count }) => sum + count, 0);
  const { silence, gaps } = quietIn(incident, page, outline, view, now);
  return (
    <section id="timeline" aria-labelledby="timeline-title" className="min-w-0 scroll-mt-16">
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 id="timeline-title" className="text-lg">
          Timeline
        </h2>
        {total < fewest ? null : <Jumps outline={outline} view={view} />}
        <ChoiceLinks label="Times shown in" choices={view.zoneChoices} />
      </header>
      {total < fewest && !view.narrowed ? null : <TimelineFilter counts={outline.counts} view={view} />}
      {newest ? null : (
        <div className="mt-3">
          <LinkButton href={placeIn(view)} size="sm">
            Newest entries
          </LinkButton>
        </div>
      )}
      {entries.length === 0 ? (
        <EmptyState title={view.narrowed ? "No entry fits the filter" : "Nothing is written yet"}>
          {view.narrowed
            ? "Show everything, or choose other kinds."
            : may(actor, "timeline-entry.add")
              ? "Write the first entry above."
              : "Responders write here what happens."}
        </EmptyState>
      ) : null}
      {silence ? (
        <ol className="mt-3">
          <TimelineGap gap={{ from: silence, to: null }} zone={view.zone} now={now} />
        </ol>
      ) : null}
      {byDay(entries, view.zone).map(({ day, at, items }) => (
        <section key={day} aria-label={day} className="mt-3">
          <h3 className="sticky top-(--bar-height) z-(--z-sticky) border-line border-b bg-page py-1.5 font-medium text-muted text-sm">
            {day} <span className="font-normal text-faint">{zoneName(at, view.zone)}</span>
          </h3>
          {(view.all ? stretchesOf(items) : [items]).map((stretch) => (
            <ol key={stretch.at(-1)?.id} className={cx("divide-y divide-line", view.all && leftOut)}>
              {stretch.map((entry) => {
                const gap = gaps.get(entry.id);
                return (
                  <Fragment key={entry.id}>
                    <TimelineEntry {...{ entry, incident, view, actor, now }} />
                    {gap ? <TimelineGap gap={gap} zone={view.zone} now={now} /> : null}
                  </Fragment>
                );
              })}
            </ol>
          ))}
        </section>
      ))}
      {older ? (
        <div className="mt-4 flex flex-wrap gap-2">
          <LinkButton href={placeIn(view, { before: older })}>Earlier entries</LinkButton>
          {view.all ? null : (
            <LinkButton href={placeIn({ ...view, stays: [...view.stays, ["all", "1"]] })} variant="ghost">
              {total > timelinePageMost
                ? `${timelinePageMost.toLocaleString("en")} at once`
                : `All ${total.toLocaleString("en")} at once`}
            </LinkButton>
          )}
        </div>
      ) : null}
      <TimelineKeys />
    </section>
  );
}

/** What is said of times at which nothing was recorded; what a filter hides was. */
function quietIn(
  incident: IncidentDetail,
  page: TimelinePage,
  outline: Outline,
  view: TimelineView,
  now: Date,
) {
  const openAt = incident.mode !== "retrospective" && isOpen(incident.status) ? now : null;
  const lasting = lastingOf(outline, openAt);
  if (view.narrowed || !lasting) return { silence: null, gaps: gapsIn([], null, null) };
  const last = page.entries.find(({ withdrawnAt }) => withdrawnAt === null)?.at;
  const silent = openAt && page.newest && last && now.getTime() - last.getTime() > longestPause(lasting);
  return { silence: silent ? last : null, gaps: gapsIn(page.entries, page.olderAt, lasting) };
}

const turns = { detectedAt: "Detection", mitigatedAt: "Mitigation" } as const;

function Jumps({ outline, view }: Pick<Props, "outline" | "view">) {
  const points = outline.turningPoints.flatMap(({ kind, entryId }) =>
    kind === "detectedAt" || kind === "mitigatedAt"
      ? [{ label: turns[kind], href: entryIn(view, entryId) }]
      : [],
  );
  return (
    <nav aria-label="Jump to" className="flex flex-wrap items-center gap-3 text-xs print:hidden">
      <span aria-hidden="true" className="text-faint">
        Jump to
      </span>
      {points.map(({ label, href }) => (
        <Link key={label} href={href} className="text-accent hover:underline">
          {label}
        </Link>
      ))}
      {/* Next hangs the place of a redirect that led here onto an address which differs in its place alone. */}
      <a href={placeIn(view)} className="text-accent hover:underline">
        Now
      </a>
    </nav>
  );
}

function byDay(entries: readonly TimelineItem[], zone: string) {
  const days: { day: string; at: Date; items: TimelineItem[] }[] = [];
  for (const entry of entries) {
    const day = formatDate(entry.at, zone);
    const last = days.at(-1);
    if (last?.day === day) last.items.push(entry);
    else days.push({ day, at: entry.at, items: [entry] });
  }
  return days;
}
