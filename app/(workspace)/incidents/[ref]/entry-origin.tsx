import { Link } from "@/components/ui/link";
import type { TimelineItem } from "@/lib/incidents/timeline/belongings";
import { originsOf } from "./joined";

/** Where a copy came from: the entry in its own incident, where the reader may see that. */
export async function EntryOrigin({ entry }: { entry: TimelineItem }) {
  const { incidentId, originId, originIncidentId } = entry;
  if (originId === null || originIncidentId === null) return null;
  const ref = (await originsOf(incidentId)).get(originIncidentId);
  if (ref === undefined) return <span>from an incident that you may not see</span>;
  return (
    <span>
      from{" "}
      <Link
        href={`/incidents/${ref}?entry=${originId}#entry-${originId}`}
        className="tabular text-accent underline"
      >
        {ref}
      </Link>
    </span>
  );
}
