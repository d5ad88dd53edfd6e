import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { formatDuration } from "@/components/ui/format-duration";
import { Panel } from "@/components/ui/panel";
import { type Column, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { leakSuspects } from "@/lib/pools/attribution/suspects/rules";
import type { Pool } from "@/lib/pools/queries";
import type { Holder } from "@/lib/pools/schema";
import { pushedKinds } from "@/lib/pools/sources/labels";
import type { PoolSourceKind } from "@/prisma/generated/enums";

type Line = Holder & { key: string };

const columns: Column<Line>[] = [
  {
    key: "application",
    header: "Application",
    primary: true,
    cell: ({ application, user }) => (
      <span className="flex min-w-0 flex-col">
        <span className="wrap-anywhere">{application || "unnamed"}</span>
        <span className="font-normal text-faint text-xs">{user}</span>
      </span>
    ),
  },
  {
    key: "count",
    header: "Holds",
    width: "5rem",
    align: "end",
    cell: ({ count }) => <span className="tabular font-medium">{count}</span>,
  },
  { key: "state", header: "State", width: "11rem", cell: ({ state }) => state },
  {
    key: "age",
    header: "Oldest",
    width: "7rem",
    align: "end",
    cell: ({ ageSeconds }) => <span className="tabular">{formatDuration(ageSeconds)}</span>,
  },
  {
    key: "statement",
    header: "Statement",
    cell: ({ fingerprint }) =>
      fingerprint ? (
        <code className="wrap-anywhere text-muted text-xs">{fingerprint}</code>
      ) : (
        <span className="text-faint">not told</span>
      ),
  },
];

/** Who holds connections at this moment. */
export function HoldersPanel({ pool, zone, now }: { pool: Pool; zone: string; now: Date }) {
  const lines = pool.instances.flatMap(({ name, holders }) =>
    holders.map((holder, index) => ({ ...holder, key: `${name} ${index}` })),
  );
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
      <Table
        caption="Holders"
        columns={columns}
        rows={lines}
        rowKey={({ key }) => key}
        empty={<Nobody kind={pool.source.kind} looked={looked.length > 0} />}
      />
    </Panel>
  );
}

function Nobody({ kind, looked }: { kind: PoolSourceKind; looked: boolean }) {
  if (pushedKinds.includes(kind))
    return (
      <EmptyState title="Not told">What applications send says how many are held, not by whom.</EmptyState>
    );
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
