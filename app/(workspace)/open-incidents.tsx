import { Elapsed } from "@/components/incidents/elapsed";
import { EntryKindMark } from "@/components/incidents/entry-kind-mark";
import { IncidentMarks } from "@/components/incidents/incident-marks";
import { SeverityBadge } from "@/components/incidents/severity-badge";
import { StatusBadge } from "@/components/incidents/status-badge";
import { UpdateDue } from "@/components/incidents/update-due";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import type { listOpenIncidents } from "@/lib/incidents/lists/queries";
import { beganAt } from "@/lib/incidents/milestones/rules";
import { updatesDue } from "@/lib/incidents/updates/queries";
import type { UpdateDue as Due } from "@/lib/incidents/updates/rules";

type OpenIncident = Awaited<ReturnType<typeof listOpenIncidents>>[number];

type Props = { incidents: readonly OpenIncident[]; zone: string; now: Date };

/** Open incidents, the gravest first: how long already, who has it, and the last thing that was written. */
export async function OpenIncidents({ incidents, zone, now }: Props) {
  const due = await updatesDue(incidents);
  return (
    <ul className="divide-y divide-line">
      {incidents.map((incident) => (
        <OpenIncidentRow
          key={incident.id}
          incident={incident}
          due={due.get(incident.id)}
          zone={zone}
          now={now}
        />
      ))}
    </ul>
  );
}

type RowProps = { incident: OpenIncident; due: Due | undefined; zone: string; now: Date };

function OpenIncidentRow({ incident, due, zone, now }: RowProps) {
  const { ref, title, severity, status, service, environment, commander, milestones, lastEntry } = incident;
  const facts = [service?.name, environment?.name, commander?.name].filter(Boolean);
  return (
    <li className="relative grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1.5 px-4 py-3 transition-colors hover:bg-hover">
      <div className="flex min-w-0 items-start gap-2.5">
        <SeverityBadge severity={severity} short />
        <div className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">
          <Link href={`/incidents/${ref}`} className="wrap-anywhere font-medium after:absolute after:inset-0">
            {title}
          </Link>
          <IncidentMarks mode={incident.mode} restricted={incident.restrictedAt !== null} />
        </div>
      </div>
      <Elapsed
        began={beganAt(milestones, incident.createdAt)}
        now={now}
        className="tabular text-right font-medium"
      />
      <div className="col-span-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-sm">
        <StatusBadge status={status} plain />
        <span className="tabular text-faint">{ref}</span>
        {facts.length > 0 ? <span className="wrap-anywhere">{facts.join(" · ")}</span> : null}
        {due ? <UpdateDue due={due} zone={zone} now={now} /> : null}
      </div>
      {lastEntry ? (
        <div className="col-span-2 flex min-w-0 items-center gap-2 text-muted text-sm">
          <EntryKindMark kind={lastEntry.kind} iconOnly />
          <span className="min-w-0 flex-1 truncate">{lastEntry.text}</span>
          <Time at={lastEntry.at} zone={zone} now={now} show="relative" className="text-faint text-xs" />
        </div>
      ) : null}
    </li>
  );
}
