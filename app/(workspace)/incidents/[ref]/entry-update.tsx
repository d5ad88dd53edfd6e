import { Link } from "@/components/ui/link";
import { excerpt } from "@/lib/core/text";
import type { TimelineItem } from "@/lib/incidents/timeline/belongings";

/** The way from an entry to the update that it tells of, and how that begins. */
export function EntryUpdate({ update }: { update: TimelineItem["statusUpdate"] }) {
  if (!update) return null;
  const { id, whatHappened, withdrawnAt, incident } = update;
  return (
    <Link
      href={`/incidents/${incident.ref}/updates#update-${id}`}
      className="wrap-anywhere mt-1 block text-accent text-sm"
    >
      {withdrawnAt ? "Withdrawn since" : excerpt(whatHappened, 140)}
    </Link>
  );
}
