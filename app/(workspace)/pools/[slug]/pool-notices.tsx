import { Callout } from "@/components/ui/callout";
import { Time } from "@/components/ui/time";
import type { Pool } from "@/lib/pools/queries";

type Props = { pool: Pool; zone: string; now: Date };

/** Of how many silent instances it is told each by its name. */
const mostNamed = 10;

/** What is to be known before a pool is read: that it is archived, or of what there is no data, and what was told last. */
export function PoolNotices({
  pool: { archivedAt, source, state, away, missed, instances, silent },
  zone,
  now,
}: Props) {
  if (archivedAt) return <Callout title="Archived">Nothing more is collected; its history stays.</Callout>;
  if (source.failure)
    return (
      <Callout tone="warning" title={`No data from ${source.name}`}>
        {source.failure} What is shown is what was known before.
      </Callout>
    );
  if (missed.length > 0 && silent < instances.length)
    return (
      <Callout tone="warning" title={missed.length === 1 ? "An instance is silent" : "Instances are silent"}>
        <LastTold instances={missed} zone={zone} now={now} />
      </Callout>
    );
  if (state === "no_data")
    return (
      <Callout {...(instances.length > 0 ? { tone: "warning" as const } : {})} title="No data">
        {instances.length > 0 ? "No data has come in lately" : "No data has come in yet"}: its state is not
        known.
        <LastTold instances={away} zone={zone} now={now} />
      </Callout>
    );
  return null;
}

/** Silent instances, each with what it told last. */
function LastTold({ instances, zone, now }: { instances: Pool["instances"]; zone: string; now: Date }) {
  if (instances.length === 0) return null;
  return (
    <ul className="grid gap-1">
      {instances.slice(0, mostNamed).map(({ name, latest }) => (
        <li key={name} className="wrap-anywhere">
          <span className="font-medium">{name}</span>: last at {latest?.used ?? "–"} of {latest?.max ?? "–"},{" "}
          {latest ? <Time at={latest.at} zone={zone} now={now} show="relative" /> : null}. How it is now is
          not known.
        </li>
      ))}
      {instances.length > mostNamed ? <li>And {instances.length - mostNamed} more.</li> : null}
    </ul>
  );
}
