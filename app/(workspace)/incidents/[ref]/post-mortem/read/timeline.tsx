import { EntryAttachments } from "@/components/incidents/entry-attachments";
import { EntryKindMark } from "@/components/incidents/entry-kind-mark";
import { EntryText } from "@/components/incidents/entry-text";
import { formatClock, formatDate, zoneName } from "@/components/ui/format-time";
import { Link } from "@/components/ui/link";
import { byPeople } from "@/lib/incidents/timeline/rules";
import type { DocumentEntry, PostMortemDocument } from "@/lib/reviews/schema";
import { Milestones } from "./milestones";

/** What happened when, and what follows from it in figures. */
export function Timeline({ document }: { document: PostMortemDocument }) {
  const { ref, timeline, entriesLeftOut: left, timeZone: zone } = document;
  return (
    <>
      {timeline.length > 0 ? (
        <Days documentRef={ref} entries={timeline} zone={zone} />
      ) : (
        <p className="text-faint">No entry is in the document.</p>
      )}
      {left > 0 ? (
        <p className="text-faint text-sm" data-no-print="">
          {left}{" "}
          {left === 1
            ? "entry stands in the timeline only, and is"
            : "entries stand in the timeline only, and are"}{" "}
          not part of this document.
        </p>
      ) : null}
      <Milestones milestones={document.milestones} statedDuration={document.statedDuration} zone={zone} />
    </>
  );
}

type DaysProps = { documentRef: string; entries: readonly DocumentEntry[]; zone: string };

/** The entries day by day on the incident's own clock; each leads to where it is corrected. */
function Days({ documentRef, entries, zone }: DaysProps) {
  const days = new Map<string, DocumentEntry[]>();
  for (const entry of entries) {
    const day = formatDate(entry.at, zone);
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return (
    <div className="flex flex-col gap-4">
      {[...days].map(([day, list]) => (
        <div key={day}>
          <h3 className="mb-2 font-semibold text-base">
            {day}{" "}
            <span className="font-normal text-faint text-sm">
              {list[0] ? zoneName(list[0].at, zone) : ""}
            </span>
          </h3>
          <ol className="flex flex-col">
            {list.map((entry) => (
              <Entry key={entry.id} {...{ documentRef, entry, zone }} />
            ))}
          </ol>
        </div>
      ))}
    </div>
  );
}

function Entry({ documentRef, entry, zone }: { documentRef: string; entry: DocumentEntry; zone: string }) {
  const seconds = entry.at.getUTCSeconds() !== 0;
  return (
    <li className="grid grid-cols-[auto_1fr] gap-x-4 border-line border-t py-2 first:border-t-0 sm:grid-cols-[3.25rem_8.25rem_1fr]">
      <Link
        href={`/incidents/${documentRef}#entry-${entry.id}`}
        title="Open in the timeline, where it is corrected"
        className="tabular font-medium text-sm leading-6 hover:text-accent hover:underline"
      >
        <time dateTime={entry.at.toISOString()}>
          {entry.precision === "about" ? "~" : ""}
          {formatClock(entry.at, zone, seconds)}
        </time>
      </Link>
      <span className="leading-6">
        <EntryKindMark kind={entry.kind} />
      </span>
      <div className="min-w-0 max-sm:col-span-2">
        <EntryText byHand={byPeople.includes(entry.source)} className="max-w-measure text-doc">
          {entry.text}
        </EntryText>
        <EntryAttachments incidentRef={documentRef} files={entry.attachments} />
        {entry.author ? <p className="text-faint text-sm">{entry.author}</p> : null}
      </div>
    </li>
  );
}
