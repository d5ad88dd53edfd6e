import { PoolLevel } from "@/components/charts/level";
import { SilentInstances } from "@/components/pools/silent-instances";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import type { Context } from "@/lib/core/context";
import { listPools } from "@/lib/pools/queries";
import { warningAt } from "@/lib/pools/rules";

const shown = 4;

/** The pools that are nearest to their limit, or that nobody tells of; of each its fullest instance. */
export async function PoolsNow({ context }: { context: Context }) {
  const pools = await listPools(context);
  if (pools.length === 0) return null;
  return (
    <Panel
      title="Pools"
      flush
      footer={
        <Link href="/pools" className="text-accent text-sm">
          {pools.length > shown ? `All ${pools.length} pools` : "All pools"}
        </Link>
      }
    >
      <ul className="divide-y divide-line">
        {pools.slice(0, shown).map(({ slug, name, waiting, fullest, missed }) => (
          <li key={slug} className="relative grid gap-1.5 px-4 py-2.5 hover:bg-hover">
            <Link href={`/pools/${slug}`} className="wrap-anywhere after:absolute after:inset-0">
              {name}
            </Link>
            <PoolLevel
              used={fullest?.latest?.used ?? null}
              max={fullest?.latest?.max ?? null}
              waiting={waiting}
              threshold={warningAt}
            />
            <SilentInstances names={missed.map((instance) => instance.name)} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
