import Link from "next/link";
import { cx } from "@/components/ui/cx";
import { EmptyState } from "@/components/ui/empty-state";
import { formatDate, zoneName } from "@/components/ui/format-time";
import { LinkButton } from "@/components/ui/link-button";
import type { Actor } from "@/lib/core/context";
import type { IncidentDetail } from "@/lib/incidents/queries";
import type { TimelineItem, TimelinePage } from "@/lib/incidents/timeline/queries";
import type { TimelineView } from "./timeline-address";
import { TimelineEntry } from "./timeline-entry";

type Props = { incident: IncidentDetail; page: TimelinePage; view: TimelineView; actor: Actor; now: Date };

/** What happened, the newest first, under the days on which it did. */
export function Timeline({ incident, page, view, actor, now }: Props) {
  const { entries, older, newest } = page;
  const home = `/incidents/${incident.ref}`;
  return (
    <section id="timeline" aria-labelledby="timeline-title" className="min-w-0">
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 id="timeline-title" className="text-lg">
          Timeline
        </h2>
        <ZoneChoice choices={view.zoneChoices} />
      </header>
      {newest ? null : (
        <div className="mt-3">
          <LinkButton href={home} size="sm">
            Newest entries
          </LinkButton>
        </div>
      )}
      {entries.length === 0 ? (
        <EmptyState title="Nothing is written yet">Write the first entry above.</EmptyState>
      ) : null}
      {byDay(entries, view.zone).map(({ day, at, items }) => (
        <section key={day} aria-label={day} className="mt-3">
          <h3 className="sticky top-(--bar-height) z-(--z-sticky) border-line border-b bg-page py-1.5 font-medium text-muted text-sm">
            {day} <span className="font-normal text-faint">{zoneName(at, view.zone)}</span>
          </h3>
          <ol className="divide-y divide-line">
            {items.map((entry) => (
              <TimelineEntry key={entry.id} {...{ entry, incident, view, actor, now }} />
            ))}
          </ol>
        </section>
      ))}
      {older ? (
        <div className="mt-4">
          <LinkButton href={`${home}?before=${older}#timeline`}>Earlier entries</LinkButton>
        </div>
      ) : null}
    </section>
  );
}

function ZoneChoice({ choices }: { choices: TimelineView["zoneChoices"] }) {
  return (
    <nav aria-label="Times shown in" className="flex flex-wrap gap-1 text-xs print:hidden">
      {choices.map(({ key, label, href, current }) => (
        <Link
          key={key}
          href={href}
          scroll={false}
          aria-current={current ? "true" : undefined}
          className={cx(
            "rounded-sm px-2 py-1",
            current ? "bg-selected font-medium text-ink" : "text-muted hover:bg-hover hover:text-ink",
          )}
        >
          {label}
        </Link>
      ))}
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
