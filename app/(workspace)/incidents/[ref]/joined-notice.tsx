import { QuickAction } from "@/components/incidents/quick-action";
import { Callout } from "@/components/ui/callout";
import { Time } from "@/components/ui/time";
import type { Actor } from "@/lib/core/context";
import { may } from "@/lib/core/permissions";
import type { Joined } from "@/lib/incidents/merging/queries";
import type { IncidentDetail } from "@/lib/incidents/queries";
import { IncidentName } from "./incident-name";
import { submitSeparation } from "./merge/actions";

type Props = { incident: IncidentDetail; joined: Joined; actor: Actor; now: Date };

/** Where an incident goes on that was merged, what goes on in it, and what it was split from. */
export function JoinedNotice({ incident, joined, actor, now }: Props) {
  const { ref, timeZone } = incident;
  const { merge, merged, splitFrom, splits } = joined;
  const when = (at: Date) => <Time at={at} zone={timeZone} now={now} />;
  return (
    <>
      {merge ? (
        <Callout
          className="mt-4"
          title={
            merge.into ? (
              <>
                Merged into <IncidentName incident={merge.into} />
              </>
            ) : (
              "Merged into an incident that you may not see"
            )
          }
          actions={
            may(actor, "incident.unmerge") && merge.into ? (
              <QuickAction action={submitSeparation} fields={{ ref }} size="sm">
                Separate again
              </QuickAction>
            ) : null
          }
        >
          Merged by {merge.by ?? "Highwater"} {when(merge.at)}
          {merge.note === "" ? "" : `: ${merge.note}`}. Its timeline stays readable here; new entries go
          there.
        </Callout>
      ) : null}
      {merged.length + splits.length > 0 || splitFrom ? (
        <ul className="mt-3 grid gap-1 text-muted text-sm">
          {merged.map(({ at, ...one }) => (
            <li key={one.ref}>
              <IncidentName incident={one} /> was merged into this incident {when(at)}
            </li>
          ))}
          {splitFrom ? (
            <li>
              Split off from <IncidentName incident={splitFrom} />
            </li>
          ) : null}
          {splits.map((one) => (
            <li key={one.ref}>
              <IncidentName incident={one} /> was split off from it
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
