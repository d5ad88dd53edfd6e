import { Link } from "@/components/ui/link";
import { excerpt } from "@/lib/core/text";
import type { NamedIncident } from "@/lib/incidents/merging/queries";

/** Another incident by ref and title, and the way there. */
export function IncidentName({ incident: { ref, title } }: { incident: NamedIncident }) {
  return (
    <>
      <Link href={`/incidents/${ref}`} className="tabular text-accent underline">
        {ref}
      </Link>{" "}
      <span className="wrap-anywhere">{excerpt(title, 80)}</span>
    </>
  );
}
