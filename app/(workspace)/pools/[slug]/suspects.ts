import { limitsOf } from "@/lib/pools/attribution/schema";
import { type LeakSuspect, leakSuspects } from "@/lib/pools/attribution/suspects/rules";
import { leftBehind } from "@/lib/pools/attribution/workloads/rules";
import type { Instance, Pool } from "@/lib/pools/queries";
import type { Holder } from "@/lib/pools/schema";

type Of = Pick<Pool, "holdLimitSeconds" | "idleInTransactionLimitSeconds"> & {
  instances: readonly Pick<Instance, "name" | "holders" | "holdersAt" | "workloads" | "latest">[];
};

const mostShown = 5;

/** The instance where something is held; undefined where the pool has one only, and there is nothing to tell apart. */
const whereOf = ({ instances }: Of, name: string) => (instances.length > 1 ? name : undefined);

/** Who holds connections of a pool, each with the instance where it has several. */
export const holdersOf = (pool: Of): (Holder & { instance: string | undefined })[] =>
  pool.instances.flatMap(({ name, holders }) =>
    holders.map((holder) => ({ ...holder, instance: whereOf(pool, name) })),
  );

/** The first five who may have leaked connections of a pool, each with the instance, and how many more there are. */
export function suspectsOf(
  pool: Of,
  now: Date,
): { shown: (LeakSuspect & { instance: string | undefined })[]; more: number } {
  const limits = limitsOf(pool);
  const all = pool.instances.flatMap(({ name, holders, holdersAt, workloads, latest }) => {
    const left = leftBehind(workloads, holders, limits, holdersAt ?? now);
    const suspects = leakSuspects(holders, { limits, used: latest?.used ?? null, left });
    return suspects.map((suspect) => ({ ...suspect, instance: whereOf(pool, name) }));
  });
  return { shown: all.slice(0, mostShown), more: Math.max(0, all.length - mostShown) };
}
