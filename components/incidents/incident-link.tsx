import { Link } from "@/components/ui/link";

/** The reference of an incident, for a cell or a line that has no room for more; its title stands in a tooltip. */
export function IncidentLink({ incident: { ref, title } }: { incident: { ref: string; title: string } }) {
  return (
    <Link href={`/incidents/${ref}`} title={title} className="tabular whitespace-nowrap text-accent text-sm">
      {ref}
    </Link>
  );
}
