import { HolderTable } from "@/components/pools/holder-table";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { type Suspicion, suspicionLabels } from "@/lib/pools/attribution/labels";
import { limitsOf } from "@/lib/pools/attribution/schema";
import { leakSuspects } from "@/lib/pools/attribution/suspects/rules";
import { leftBehind } from "@/lib/pools/attribution/workloads/rules";
import type { Pool } from "@/lib/pools/queries";
import { chosenKinds } from "@/lib/pools/sources/labels";
import type { PoolSourceKind } from "@/prisma/generated/enums";

/** Who holds connections at this moment. */
export function HoldersPanel({ pool, zone, now }: { pool: Pool; zone: string; now: Date }) {
  const lines = pool.instances.flatMap(({ holders }) => holders);
  const looked = pool.instances.flatMap(({ holdersAt }) => (holdersAt ? [holdersAt.getTime()] : []));
  const limits = limitsOf(pool);
  const suspects = pool.instances
    .flatMap(({ holders, holdersAt, workloads, latest }) => {
      const left = leftBehind(workloads, holders, limits, holdersAt ?? now);
      return leakSuspects(holders, { limits, used: latest?.used ?? null, left });
    })
    .slice(0, 5);
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
      {suspects.length > 0 ? (
        <Callout tone="warning" title="These may have leaked" className="m-4">
          <ul className="grid gap-1">
            {suspects.map(({ holder, why, says }) => (
              <li key={JSON.stringify(holder)} className="wrap-anywhere">
                <span className="font-medium">
                  {holder.application || "unnamed"}, {holder.count}
                </span>
                : {says} <Others of={why} />
              </li>
            ))}
          </ul>
        </Callout>
      ) : null}
      <HolderTable holders={lines} empty={<Nobody kind={pool.source.kind} looked={looked.length > 0} />} />
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
    return <EmptyState title="Not told">This source says how many are held, not by whom.</EmptyState>;
  if (!looked) return <EmptyState title="Not looked at yet">Holders come with the first answer.</EmptyState>;
  return (
    <EmptyState title="Nobody holds a connection">
      When it was last looked, every connection was free.
    </EmptyState>
  );
}
