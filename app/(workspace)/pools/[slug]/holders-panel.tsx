import { HolderTable } from "@/components/pools/holder-table";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { type Suspicion, suspicionLabels } from "@/lib/pools/attribution/labels";
import type { Pool } from "@/lib/pools/queries";
import { chosenKinds } from "@/lib/pools/sources/labels";
import type { PoolSourceKind } from "@/prisma/generated/enums";
import { holdersOf, suspectsOf } from "./suspects";

/** Who holds connections at this moment. */
export function HoldersPanel({ pool, zone, now }: { pool: Pool; zone: string; now: Date }) {
  const looked = pool.instances.flatMap(({ holdersAt }) => (holdersAt ? [holdersAt.getTime()] : []));
  const suspects = suspectsOf(pool, now);
  return (
    <Panel
      flush
      title="Holders"
      description="Who has connections out, grouped by what they do. Values in statements are left out."
      actions={
        looked.length > 0 ? (
          <Time
            at={new Date(Math.max(...looked))}
            zone={zone}
            now={now}
            show="relative"
            className="text-faint text-sm"
          />
        ) : null
      }
    >
      {suspects.shown.length > 0 ? (
        <Callout tone="warning" title="These may have leaked" className="m-4">
          <ul className="grid gap-1">
            {suspects.shown.map(({ holder, instance, why, says }) => (
              <li key={JSON.stringify([instance, holder])} className="wrap-anywhere">
                <span className="font-medium">
                  {holder.application || "unnamed"}, {holder.count}
                  {instance === undefined ? null : ` on ${instance}`}
                </span>
                : {says} <Others of={why} />
              </li>
            ))}
            {suspects.more > 0 ? <li>and {suspects.more} more</li> : null}
          </ul>
        </Callout>
      ) : null}
      <HolderTable
        holders={holdersOf(pool)}
        empty={<Nobody kind={pool.source.kind} looked={looked.length > 0} />}
      />
    </Panel>
  );
}

/** What else speaks for it, beside what the sentence says. */
function Others({ of: [, ...others] }: { of: readonly Suspicion[] }) {
  if (others.length === 0) return null;
  return (
    <span className="text-muted text-xs">
      Also: {others.map((suspicion) => suspicionLabels[suspicion].toLowerCase()).join(", ")}.
    </span>
  );
}

function Nobody({ kind, looked }: { kind: PoolSourceKind; looked: boolean }) {
  if (!chosenKinds.includes(kind) && kind !== "own")
    return <EmptyState title="Not reported">This source says how many are held, not by whom.</EmptyState>;
  if (!looked) return <EmptyState title="Not looked at yet">Holders come with the first answer.</EmptyState>;
  return (
    <EmptyState title="Nobody holds a connection">
      When it was last looked, every connection was free.
    </EmptyState>
  );
}
