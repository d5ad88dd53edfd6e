import type { Metadata } from "next";
import { Callout } from "@/components/ui/callout";
import { may } from "@/lib/core/permissions";
import { instantToZoned } from "@/lib/core/zones";
import { isOpen } from "@/lib/incidents/rules";
import { listTimeline } from "@/lib/incidents/timeline/queries";
import { orNotFound, pageSession } from "@/lib/web/session";
import { Composer } from "./composer";
import { FactsPanel } from "./facts-panel";
import { incidentOf, refIn } from "./load";
import { MilestonesPanel } from "./milestones-panel";
import { PeoplePanel } from "./people-panel";
import { Timeline } from "./timeline";
import { readView, type TimelineQuery } from "./timeline-address";

type Props = { params: Promise<{ ref: string }>; searchParams: Promise<TimelineQuery> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { ref, title } = await incidentOf(await refIn(params));
  return { title: `${ref} ${title}` };
}

export default async function IncidentPage({ params, searchParams }: Props) {
  const [{ context, session }, ref, query] = await Promise.all([pageSession(), refIn(params), searchParams]);
  const [incident, page] = await Promise.all([
    incidentOf(ref),
    orNotFound(listTimeline(context, ref, { before: query.before, holding: query.entry })),
  ]);
  const view = readView(query, incident, session.person.timeZone);
  const writable = may(context.actor, "timeline-entry.add");
  const live = incident.mode !== "retrospective" && isOpen(incident.status);
  const lastDay =
    page.entries.find(({ source }) => source !== "system")?.at ?? page.entries[0]?.at ?? context.now;
  return (
    <div className="grid items-start gap-5 pt-5 lg:grid-cols-[minmax(0,1fr)_21rem]">
      <div className="grid min-w-0 gap-4">
        <PanelLinks />
        {incident.preparedAt ? (
          <Callout
            title={`The post-mortem is ${incident.documentState === "approved" ? "approved" : "prepared"}`}
          >
            New entries stay out of it until an editor takes them in, so that what was signed stays as it is.
          </Callout>
        ) : null}
        {writable ? (
          <Composer
            incidentRef={incident.ref}
            zone={incident.timeZone}
            day={live ? null : dayOf(lastDay, incident.timeZone)}
            draft={`${context.actor.id}:incident:${incident.ref}:entry`}
          />
        ) : null}
        <Timeline incident={incident} page={page} view={view} actor={context.actor} now={context.now} />
      </div>
      <aside
        aria-label="About this incident"
        className="grid min-w-0 gap-4 lg:sticky lg:top-[calc(var(--bar-height)+1rem)]"
      >
        <MilestonesPanel
          incident={incident}
          view={view}
          entries={page.entries}
          editable={writable}
          now={context.now}
        />
        <PeoplePanel incident={incident} context={context} />
        <FactsPanel incident={incident} zone={view.zone} now={context.now} />
      </aside>
    </div>
  );
}

function PanelLinks() {
  return (
    <nav aria-label="On this page" className="flex gap-4 text-sm lg:hidden">
      {["Milestones", "People", "Facts"].map((name) => (
        <a key={name} href={`#${name.toLowerCase()}`} className="text-accent">
          {name}
        </a>
      ))}
    </nav>
  );
}

function dayOf(at: Date, zone: string): string {
  const { year, month, day } = instantToZoned(at, zone);
  return [year, String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-");
}
