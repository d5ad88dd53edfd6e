import { EntryKindMark } from "@/components/incidents/entry-kind-mark";
import { EntryText } from "@/components/incidents/entry-text";
import { Time } from "@/components/ui/time";
import type { TimelineItem } from "@/lib/incidents/timeline/belongings";
import { byPeople } from "@/lib/incidents/timeline/rules";

type Props = { entry: TimelineItem; zone: string; now: Date };

/** What an entry said before each correction, and why it was withdrawn, with who did it and when. */
export function EntryHistory({ entry, zone, now }: Props) {
  const { revisions, withdrawnAt, withdrawnBy, withdrawnReason } = entry;
  return (
    <>
      {withdrawnAt ? (
        <p className="mt-1 text-muted text-xs">
          Withdrawn{withdrawnBy ? ` by ${withdrawnBy.name}` : ""}: {withdrawnReason} ·{" "}
          <Time at={withdrawnAt} zone={zone} now={now} show="relative" />
        </p>
      ) : null}
      {revisions.length > 0 ? (
        <details className="mt-1 text-xs">
          <summary className="w-fit cursor-pointer text-accent">
            {revisions.length === 1 ? "Corrected once" : `Corrected ${revisions.length} times`}
          </summary>
          <ol className="mt-1.5 flex flex-col gap-2.5 border-line border-l-2 pl-3">
            {revisions.map((revision) => (
              <li key={revision.version}>
                <p className="text-muted">
                  {revision.supersededBy ? `${revision.supersededBy.name}: ` : ""}
                  {revision.reason} ·{" "}
                  <Time at={revision.supersededAt} zone={zone} now={now} show="relative" />
                </p>
                <div className="mt-0.5 flex flex-wrap items-center gap-2 text-faint">
                  <span>It said before:</span>
                  <Time
                    at={revision.at}
                    zone={zone}
                    show="full"
                    about={revision.precision === "about"}
                    absoluteOnly
                  />
                  <EntryKindMark kind={revision.kind} faded />
                </div>
                <EntryText byHand={byPeople.includes(entry.source)} className="text-faint">
                  {revision.text}
                </EntryText>
              </li>
            ))}
          </ol>
        </details>
      ) : null}
    </>
  );
}
