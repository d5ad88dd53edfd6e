import { DeployLinks } from "@/components/deploys/deploy-links";
import { EntryAttachments } from "@/components/incidents/entry-attachments";
import { EntryKindMark } from "@/components/incidents/entry-kind-mark";
import { EntryText } from "@/components/incidents/entry-text";
import { cx } from "@/components/ui/cx";
import { formatClock, formatUtc } from "@/components/ui/format-time";
import { Link } from "@/components/ui/link";
import { Tag } from "@/components/ui/tag";
import { linksKept } from "@/lib/catalog/deploys/schema";
import type { Actor } from "@/lib/core/context";
import { may } from "@/lib/core/permissions";
import { excerpt } from "@/lib/core/text";
import { filesOf } from "@/lib/incidents/attachments/rules";
import { milestoneLabels } from "@/lib/incidents/milestones/labels";
import type { IncidentDetail } from "@/lib/incidents/queries";
import type { TimelineItem } from "@/lib/incidents/timeline/belongings";
import { keeps } from "@/lib/incidents/timeline/filters/rules";
import { entrySourceLabels } from "@/lib/incidents/timeline/labels";
import { byPeople, mayCorrect } from "@/lib/incidents/timeline/rules";
import { formatEntryTime } from "@/lib/incidents/times/rules";
import { submitWithdrawal } from "./actions";
import { BeforeIncident } from "./before-incident";
import { EntryHistory } from "./entry-history";
import { EntryMenu } from "./entry-menu";
import { EntryOrigin } from "./entry-origin";
import { EntryUpdate } from "./entry-update";
import { LateCorrectionForm } from "./late-correction-form";
import { entryIn, type TimelineView } from "./timeline-address";
import { WithdrawalForm } from "./withdrawal-form";

type Props = { entry: TimelineItem; incident: IncidentDetail; view: TimelineView; actor: Actor; now: Date };

/** One entry: when, what kind, who wrote it, what it says, what it said before. */
export function TimelineEntry({ entry, incident, view, actor, now }: Props) {
  const { id, at, precision, kind, text, withdrawnAt } = entry;
  const { zone } = view;
  const author = entry.author?.name ?? entry.authorName;
  return (
    <li
      id={`entry-${id}`}
      data-at={at.getTime()}
      data-named={view.entry === id ? "" : undefined}
      className="group/entry scroll-mt-24 grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-1 px-1 py-2.5 target:bg-selected data-named:bg-selected data-moment:shadow-[inset_2px_0_0_var(--color-accent)] data-[moment=nearest]:bg-hover data-[moment=then]:bg-selected sm:grid-cols-[5.5rem_minmax(0,1fr)_auto]"
    >
      <Link
        href={entryIn(view, id)}
        scroll={false}
        className="tabular col-span-2 text-muted text-sm hover:text-ink sm:sticky sm:top-[calc(var(--bar-height)+2.25rem)] sm:col-span-1 sm:self-start sm:pt-px"
      >
        <time dateTime={at.toISOString()} title={formatUtc(at)}>
          {precision === "about" ? "about " : null}
          {formatClock(at, zone)}
        </time>
      </Link>
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-faint text-xs">
          <EntryKindMark kind={kind} faded={withdrawnAt !== null} />
          {author ? <span className="wrap-anywhere">{author}</span> : null}
          {entry.source === "manual" ? null : <span>{entrySourceLabels[entry.source]}</span>}
          {entry.milestones.map((milestone) => (
            <Tag key={milestone.kind}>Proves: {milestoneLabels[milestone.kind].toLowerCase()}</Tag>
          ))}
          <EntryOrigin entry={entry} />
          {entry.inDocument ? null : <Tag>Not in the post-mortem</Tag>}
          {withdrawnAt === null ? <BeforeIncident entry={entry} incident={incident} /> : null}
          {keeps(view.filter, entry) ? null : <Tag>Hidden by the filter but for this link</Tag>}
        </div>
        <EntryText
          byHand={byPeople.includes(entry.source)}
          className={cx("mt-1", withdrawnAt !== null && "text-faint line-through")}
        >
          {text}
        </EntryText>
        <EntryAttachments
          incidentRef={incident.ref}
          files={filesOf(entry)}
          withdrawn={withdrawnAt !== null}
        />
        <DeployLinks links={linksKept.parse(entry.deploy?.links ?? [])} />
        <EntryUpdate update={entry.statusUpdate} />
        <EntryHistory entry={entry} zone={zone} now={now} />
        {view.correct === id ? (
          <LateCorrectionForm
            incidentRef={incident.ref}
            zone={incident.timeZone}
            entry={{ id, version: entry.version, text, kind, at: formatEntryTime(entry, incident.timeZone) }}
            draft={`${actor.id}:entry:${id}`}
          />
        ) : null}
        {view.withdraw === id ? (
          <WithdrawalForm
            action={submitWithdrawal}
            fields={{ ref: incident.ref, entryId: id }}
            what="entry"
            cancelHref={`/incidents/${incident.ref}?entry=${id}#entry-${id}`}
          >
            The entry is struck through, leaves the post-mortem and stays readable here. It can be restored.
          </WithdrawalForm>
        ) : null}
      </div>
      {may(actor, "timeline-entry.include") && incident.status !== "merged" ? (
        <EntryMenu
          incidentRef={incident.ref}
          entry={{ id, inDocument: entry.inDocument, withdrawn: withdrawnAt !== null }}
          about={excerpt(text, 60)}
          correctable={mayCorrect(entry, actor)}
          named={view.entry === id}
        />
      ) : null}
    </li>
  );
}
