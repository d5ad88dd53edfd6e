import { PlainText } from "@/components/incidents/plain-text";
import { Time } from "@/components/ui/time";
import type { UpdateItem } from "@/lib/incidents/updates/queries";

type Props = { update: UpdateItem; zone: string; now: Date };

/** What an update said before each correction, and why it was withdrawn, with who did it and when. */
export function UpdateHistory({ update, zone, now }: Props) {
  const { revisions, withdrawnAt, withdrawnBy, withdrawnReason } = update;
  return (
    <>
      {withdrawnAt ? (
        <p className="wrap-anywhere text-muted text-xs">
          Withdrawn{withdrawnBy ? ` by ${withdrawnBy.name}` : ""}: {withdrawnReason} ·{" "}
          <Time at={withdrawnAt} zone={zone} now={now} show="relative" />
        </p>
      ) : null}
      {revisions.length > 0 ? (
        <details className="text-xs">
          <summary className="w-fit cursor-pointer text-accent">
            {revisions.length === 1 ? "Corrected once" : `Corrected ${revisions.length} times`}
          </summary>
          <ol className="mt-1.5 flex flex-col gap-2.5 border-line border-l-2 pl-3">
            {revisions.map(({ version, supersededAt, supersededBy, reason, ...before }) => (
              <li key={version} className="flex flex-col gap-1">
                <p className="wrap-anywhere text-muted">
                  {supersededBy ? `${supersededBy.name}: ` : ""}
                  {reason} · <Time at={supersededAt} zone={zone} now={now} show="relative" />
                </p>
                <p className="text-faint">It said before:</p>
                {[before.whatHappened, before.impact, before.whatWeDo].filter(Boolean).map((text, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
                  <PlainText key={place} className="text-faint">
                    {text}
                  </PlainText>
                ))}
                {before.nextUpdateAt ? (
                  <p className="text-faint">
                    Next update by <Time at={before.nextUpdateAt} zone={zone} now={now} absoluteOnly />
                  </p>
                ) : null}
              </li>
            ))}
          </ol>
        </details>
      ) : null}
    </>
  );
}
