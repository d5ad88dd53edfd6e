import { UpdateDue } from "@/components/incidents/update-due";
import { Link } from "@/components/ui/link";
import type { IncidentDetail } from "@/lib/incidents/queries";
import { updatesDue } from "@/lib/incidents/updates/queries";

/** The clock of the next update for those outside, leading to where it is written; nothing where nobody waits for one. */
export async function UpdateClock({ incident, now }: { incident: IncidentDetail; now: Date }) {
  const due = (await updatesDue([incident])).get(incident.id);
  if (!due) return null;
  return (
    <Link href={`/incidents/${incident.ref}/updates`} className="inline-flex hover:underline">
      <UpdateDue due={due} zone={incident.timeZone} now={now} />
    </Link>
  );
}
