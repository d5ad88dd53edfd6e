import { Badge } from "@/components/ui/badge";
import { Time } from "@/components/ui/time";
import { sayNotTaken } from "@/lib/pools/intake/rules";
import { silentAfterMs } from "@/lib/pools/rules";
import { pushedKinds } from "@/lib/pools/sources/labels";
import type { Source } from "@/lib/pools/sources/queries";

type Props = { source: Source; zone: string; now: Date };

/** How a source delivers, why one brings nothing, and what of a delivery was not taken. */
export function Delivery({ source, zone, now }: Props) {
  const { kind, failure, deliveredAt, pools, told } = source;
  if (kind === "own") return <Badge tone="success">Watched from within</Badge>;
  if (failure)
    return (
      <span className="flex flex-col items-start gap-1">
        <Badge tone="danger">Brings nothing</Badge>
        <span className="wrap-anywhere text-muted text-sm">{failure}</span>
      </span>
    );
  const silent =
    deliveredAt !== null &&
    pushedKinds.includes(kind) &&
    now.getTime() - deliveredAt.getTime() > silentAfterMs(source.intervalSeconds);
  const rejected = rejectedLately(source, now);
  if (!deliveredAt && !rejected) return <Badge>{pools.length === 0 ? "Not asked yet" : "Being asked"}</Badge>;
  return (
    <span className="flex flex-col items-start gap-1">
      {rejected && (!deliveredAt || (silent && rejected.at > deliveredAt)) ? (
        <Badge tone="danger">Nothing is taken</Badge>
      ) : silent ? (
        <Badge tone="warning">Silent</Badge>
      ) : (
        <Badge tone="success">Delivers</Badge>
      )}
      {deliveredAt ? (
        <span className="text-muted text-sm">
          {[...whatItSays(source), ""].join(" · ")}
          <Time at={deliveredAt} zone={zone} now={now} show="relative" />
        </span>
      ) : null}
      {told?.left ? <span className="wrap-anywhere text-muted text-sm">{told.left}</span> : null}
      {rejected ? (
        <span className="wrap-anywhere text-muted text-sm">
          {sayNotTaken(rejected.points)} {rejected.reason}{" "}
          <Time at={rejected.at} zone={zone} now={now} show="relative" className="text-faint" />
        </span>
      ) : null}
    </span>
  );
}

const LATELY_MS = 86_400_000;

/** What was not taken within a day: what is older has been mended, or nobody sends it any more. */
function rejectedLately({ rejected }: Source, now: Date): Source["rejected"] {
  return rejected && now.getTime() - rejected.at.getTime() <= LATELY_MS ? rejected : null;
}

function whatItSays({ facts, pooler, told }: Source): string[] {
  if (facts) return [`Postgres ${facts.version}, ${facts.maxConnections} connections`];
  if (pooler) return [pooler.version];
  if (told) return [told.instances === 1 ? "1 instance" : `${told.instances} instances`];
  return [];
}
