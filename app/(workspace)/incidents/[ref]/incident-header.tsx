import { DurationFigures } from "@/components/incidents/duration-figures";
import { Elapsed } from "@/components/incidents/elapsed";
import { IncidentMarks } from "@/components/incidents/incident-marks";
import { SeverityBadge } from "@/components/incidents/severity-badge";
import { StatusBadge } from "@/components/incidents/status-badge";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";
import type { Actor } from "@/lib/core/context";
import { beganAt } from "@/lib/incidents/milestones/rules";
import type { IncidentDetail } from "@/lib/incidents/queries";
import { isPlain, roleNameOf } from "@/lib/incidents/roles/rules";
import { isOpen } from "@/lib/incidents/rules";
import { HeaderActions } from "./header-actions";
import { UpdateClock } from "./update-clock";
import { WhoIsHere } from "./who-is-here";

type Props = { incident: IncidentDetail; actor: Actor; now: Date };

/** What every page of an incident shows first: what it is, where it stands, who has it, how long it took. */
export function IncidentHeader({ incident, actor, now }: Props) {
  const { ref, foreignRef, title, severity, status, milestones, createdAt } = incident;
  const home = `/incidents/${ref}`;
  return (
    <PageHeader
      eyebrow={
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="tabular font-medium text-ink">{ref}</span>
          {foreignRef ? <span title="The reference that its document carries">{foreignRef}</span> : null}
          <IncidentMarks mode={incident.mode} restricted={incident.restrictedAt !== null} />
        </span>
      }
      title={title}
      meta={
        <>
          <SeverityBadge severity={severity} />
          <StatusBadge status={status} />
          {isOpen(status) ? (
            <span className="tabular">
              <Elapsed began={beganAt(milestones, createdAt)} now={now} /> so far
            </span>
          ) : null}
          <UpdateClock incident={incident} now={now} />
          <Place incident={incident} />
          <Roles incident={incident} />
          <WhoIsHere />
          <div className="w-full">
            <DurationFigures milestones={milestones} />
          </div>
        </>
      }
      actions={<HeaderActions incident={incident} actor={actor} />}
      tabs={
        <Tabs
          label={`Pages of ${ref}`}
          tabs={[
            { href: home, label: "Timeline" },
            { href: `${home}/post-mortem`, label: "Post-mortem" },
            { href: `${home}/action-items`, label: "Action items" },
            { href: `${home}/updates`, label: "Updates" },
            { href: `${home}/review`, label: "Review" },
            { href: `${home}/activity`, label: "Activity" },
          ]}
        />
      }
    />
  );
}

function Place({ incident: { service, environment } }: Pick<Props, "incident">) {
  if (!service && !environment) return null;
  return (
    <span className="wrap-anywhere">
      {service ? (
        <Link href={`/services/${service.slug}`} className="text-ink hover:underline">
          {service.name}
        </Link>
      ) : null}
      {service && environment ? " · " : null}
      {environment?.name}
    </span>
  );
}

function Roles({ incident: { participants } }: Pick<Props, "incident">) {
  return participants
    .map(({ person, ...taking }) => ({ person, role: roleNameOf(taking) }))
    .filter(({ role }) => !isPlain(role))
    .map(({ role, person }) => (
      <span key={role.key} className="wrap-anywhere">
        {role.name} <span className="text-ink">{person.name}</span>
      </span>
    ));
}
