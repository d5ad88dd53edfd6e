import { HolderTable } from "@/components/pools/holder-table";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { leakSuspects } from "@/lib/pools/attribution/suspects/rules";
import type { Pool } from "@/lib/pools/queries";
import { chosenKinds } from "@/lib/pools/sources/labels";
import type { PoolSourceKind } from "@/prisma/generated/enums";

/** Who holds connections at this moment. */
export function HoldersPanel({ pool, zone, now }: { pool: Pool; zone: string; now: Date }) {
  const lines = pool.instances.flatMap(({ holders }) => holders);
  const looked = pool.instances.flatMap(({ holdersAt }) => (holdersAt ? [holdersAt.getTime()] : []));
  const limits = { holdSeconds: pool.holdLimitSeconds, idleInTransactionSeconds: pool.holdLimitSeconds };
  const suspects = pool.instances
    .flatMap(({ holders, latest }) => leakSuspects(holders, { limits, used: latest?.used ?? null }))
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
            {suspects.map(({ holder, says }) => (
              <li key={JSON.stringify(holder)} className="wrap-anywhere">
                <span className="font-medium">
                  {holder.application || "unnamed"}, {holder.count}
                </span>
                : {says}
              </li>
            ))}
          </ul>
        </Callout>
      ) : null}
      <HolderTable holders={lines} empty={<Nobody kind={pool.source.kind} looked={looked.length > 0} />} />
    </Panel>
  );
}

function Nobody({ kind, looked }: { kind: PoolSourceKind; looked: boolean }) {
  if (!chosenKinds.includes(kind) && kind !== "own")
    return <EmptyState title="Not told">This source says how many are held, not by whom.</EmptyState>;
  if (kind === "own")
    return (
      <EmptyState title="Asked of the process alone">
        The holders of Highwater’s own pool stand in its log once one holds for too long.
      </EmptyState>
    );
  if (!looked)
    return (
      <EmptyState title="Not looked at yet">Holders come with the first answer of the server.</EmptyState>
    );
  return (
    <EmptyState title="Nobody holds a connection">
      When it was last looked, every connection was free.
    </EmptyState>
  );
}
