import { Ellipsis } from "lucide-react";
import Link from "next/link";
import { Flyout } from "@/components/incidents/flyout";
import { QuickAction } from "@/components/incidents/quick-action";
import type { Actor } from "@/lib/core/context";
import { may } from "@/lib/core/permissions";
import type { TimelineItem } from "@/lib/incidents/timeline/queries";
import { mayCorrect } from "@/lib/incidents/timeline/rules";
import { submitInclusion, submitRestoration } from "./actions";

type Props = { entry: TimelineItem; incidentRef: string; actor: Actor };

const line =
  "w-full justify-start! rounded-sm border-0! px-2.5! py-1.5 text-left font-normal! text-ink! hover:bg-hover";

/** What may be done to an entry; nothing is shown to those who may do nothing. */
export function EntryMenu({ entry, incidentRef, actor }: Props) {
  if (!may(actor, "timeline-entry.include")) return <span />;
  const { id, inDocument, withdrawnAt } = entry;
  const correctable = mayCorrect(entry, actor);
  const target = { ref: incidentRef, entryId: id };
  const here = (what: string) => `/incidents/${incidentRef}?${what}=${id}&entry=${id}#entry-${id}`;
  return (
    <Flyout
      group="entry"
      width="menu"
      variant="ghost"
      size="sm"
      label={`What to do with: ${entry.text.slice(0, 60)}`}
      trigger={<Ellipsis aria-hidden="true" />}
    >
      {correctable.may && !withdrawnAt ? (
        <>
          <Link href={here("correct")} className={`block ${line}`}>
            Correct
          </Link>
          <Link href={here("withdraw")} className={`block ${line}`}>
            Withdraw
          </Link>
        </>
      ) : null}
      {correctable.may && withdrawnAt ? (
        <QuickAction action={submitRestoration} fields={target} variant="ghost" className={line}>
          Restore
        </QuickAction>
      ) : null}
      <QuickAction
        action={submitInclusion}
        fields={{ ...target, include: inDocument ? "no" : "yes" }}
        variant="ghost"
        className={line}
      >
        {inDocument ? "Leave out of the post-mortem" : "Take into the post-mortem"}
      </QuickAction>
      {correctable.may ? null : <p className="px-2.5 py-1.5 text-faint text-xs">{correctable.reason}</p>}
    </Flyout>
  );
}
