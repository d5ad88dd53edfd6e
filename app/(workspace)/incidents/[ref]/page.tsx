import type { Metadata } from "next";
import { Fragment } from "react";
import { TimeCursor } from "@/components/charts/time-cursor";
import { Callout } from "@/components/ui/callout";
import { cx } from "@/components/ui/cx";
import { listIncidentAlerts } from "@/lib/alerts/history/queries";
import { findStability } from "@/lib/alerts/stability/queries";
import { may } from "@/lib/core/permissions";
import { instantToZoned } from "@/lib/core/zones";
import { listDeployEntries } from "@/lib/incidents/deploys/queries";
import { isOpen } from "@/lib/incidents/rules";
import { readEntryFilter } from "@/lib/incidents/timeline/filters/rules";
import { entriesName } from "@/lib/incidents/timeline/labels";
import { getOutline } from "@/lib/incidents/timeline/outline/queries";
import { listTimeline, timelinePageMost } from "@/lib/incidents/timeline/queries";
import { timesSince } from "@/lib/incidents/times/since/rules";
import { findLastUpdate } from "@/lib/incidents/updates/queries";
import { listIncidentFigures } from "@/lib/pools/evidence/queries";
import { changeMark } from "@/lib/web/live";
import { orNotFound, pageSession } from "@/lib/web/session";
import { AlertsPanel } from "./alerts-panel";
import { Composer } from "./composer";
import { type EvidenceQuery, stretchIn } from "./evidence-address";
import { EvidencePanel } from "./evidence-panel";
import { FactsPanel } from "./facts-panel";
import { IncidentStream } from "./incident-stream";
import { LeftWaiting } from "./left-waiting";
import { incidentOf, refIn } from "./load";
import { MilestonesPanel } from "./milestones-panel";
import { PeoplePanel } from "./people-panel";
import { PocketBar } from "./pocket-bar";
import { rolesGiven } from "./roles-given";
import { shownEntries } from "./shown-entries";
import { Timeline } from "./timeline";
import { readView, type TimelineQuery } from "./timeline-address";
import { TimelineCursor } from "./timeline-cursor";
import { TypingLine } from "./typing-line";
import { UpdatesPanel } from "./updates-panel";

type Props = { params: Promise<{ ref: string }>; searchParams: Promise<TimelineQuery & EvidenceQuery> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { ref, title } = await incidentOf(await refIn(params));
  return { title: `${ref} ${title}` };
}

export default async function IncidentPage({ params, searchParams }: Props) {
  const [{ context, session }, mark, ref, query] = await Promise.all([
    pageSession(),
    changeMark(),
    refIn(params),
    searchParams,
  ]);
  const filter = readEntryFilter(query);
  const limit = query.all === "1" ? { limit: timelinePageMost } : {};
  const [incident, roles, page, outline, deploys, alerts, stability, figures, lastUpdate] = await Promise.all(
    [
      incidentOf(ref),
      rolesGiven(),
      orNotFound(
        listTimeline(context, ref, { before: query.before, holding: query.entry, filter, ...limit }),
      ),
      orNotFound(getOutline(context, ref)),
      orNotFound(listDeployEntries(context, ref)),
      orNotFound(listIncidentAlerts(context, ref)),
      orNotFound(findStability(context, ref)),
      orNotFound(listIncidentFigures(context, ref, (range) => stretchIn(query, range))),
      orNotFound(findLastUpdate(context, ref)),
    ],
  );
  const view = readView(query, incident, session.person.timeZone);
  const writable = may(context.actor, "timeline-entry.add") && incident.status !== "merged";
  // A form that was made of something as it was must not be told that it is another now.
  const editing = view.correct !== null || view.withdraw !== null || view.milestone !== null;
  const draft = entriesName(session.person.id, incident.ref);
  const live = incident.mode !== "retrospective" && isOpen(incident.status);
  // Those outside were told something, or will be.
  const told = live || lastUpdate !== null;
  const { range, shown, pools } = figures;
  const evidence = range && shown && pools.length > 0 ? { range, shown, pools } : null;
  const measured = stability !== null || (live && pools.some((pool) => pool.live));
  const timeline = (
    <Timeline {...{ incident, page, outline, view }} actor={context.actor} now={context.now} />
  );
  const Around = evidence ? TimeCursor : Fragment;
  return (
    <Around>
      <IncidentStream
        stream={`/changes?since=${mark}&incident=${encodeURIComponent(incident.ref)}`}
        quiet={editing}
        measured={measured}
      />
      <div
        className={cx(
          "grid gap-5 pt-5 lg:grid-cols-[minmax(0,1fr)_21rem]",
          evidence ? "xl:grid-cols-[minmax(0,1fr)_28rem]" : "items-start",
        )}
      >
        <div className="grid min-w-0 content-start gap-4">
          <PanelLinks
            names={[
              ...(evidence ? ["Evidence"] : []),
              ...(alerts.length > 0 ? ["Alerts"] : []),
              ...(told ? ["Status updates"] : []),
              "Milestones",
              "People",
              "Facts",
            ]}
          />
          {incident.preparedAt ? (
            <Callout
              title={`The post-mortem is ${incident.documentState === "approved" ? "approved" : "prepared"}`}
            >
              New entries stay out of it until an editor takes them in, so that what was signed stays as it
              is.
            </Callout>
          ) : null}
          {writable ? (
            <TypingLine incidentRef={incident.ref}>
              <Composer
                incidentRef={incident.ref}
                zone={incident.timeZone}
                day={live ? null : dayOf(outline.last ?? context.now, incident.timeZone)}
                since={timesSince(incident) ?? null}
                draft={draft}
                roles={roles}
              />
            </TypingLine>
          ) : null}
          {writable ? <PocketBar incident={incident} actor={context.actor} /> : null}
          {writable ? null : <LeftWaiting incidentRef={incident.ref} draft={draft} />}
          {evidence ? (
            <TimelineCursor withinMs={Math.max(...pools.map(({ bucketSeconds }) => bucketSeconds)) * 500}>
              {timeline}
            </TimelineCursor>
          ) : (
            timeline
          )}
        </div>
        <aside
          aria-label="About this incident"
          className={cx(
            "grid min-w-0 content-start gap-4",
            // Sticky, it is a layer of its own: what unfolds in it lies above the days of the timeline only if it does.
            !evidence && "lg:sticky lg:z-(--z-sticky) lg:top-[calc(var(--bar-height)+1rem)]",
          )}
        >
          {evidence ? (
            <EvidencePanel
              incident={incident}
              figures={evidence}
              stretch={stretchIn(query, evidence.range).key}
              alerts={alerts}
              deploys={deploys}
              entries={shownEntries(page.entries, view.zone)}
              mayKeep={may(context.actor, "evidence.freeze")}
              zone={view.zone}
              now={context.now}
              className={pools.length === 1 ? besideTimeline : undefined}
            />
          ) : null}
          <AlertsPanel
            incident={incident}
            alerts={alerts}
            stability={stability}
            mayMove={may(context.actor, "incident.change-status")}
            zone={view.zone}
            now={context.now}
          />
          {told ? (
            <UpdatesPanel incident={incident} last={lastUpdate} context={context} zone={view.zone} />
          ) : null}
          <MilestonesPanel
            incident={incident}
            view={view}
            entries={page.entries}
            editable={writable}
            now={context.now}
          />
          <PeoplePanel incident={incident} context={context} removing={view.remove} />
          <FactsPanel incident={incident} zone={view.zone} now={context.now} />
        </aside>
      </div>
    </Around>
  );
}

/** One chart stays beside the timeline while that is read, where the window is high enough; what follows passes under it. */
const besideTimeline =
  "lg:[@media(min-height:46rem)]:sticky top-[calc(var(--bar-height)+1rem)] z-(--z-sticky) shadow-[0_-1rem_0_var(--color-page)]";

function PanelLinks({ names }: { names: readonly string[] }) {
  return (
    <nav
      aria-label="On this page"
      className="-my-1 flex flex-wrap gap-x-4 text-sm pointer-coarse:-my-3 lg:hidden"
    >
      {names.map((name) => (
        <a
          key={name}
          href={`#${name.toLowerCase().replace(" ", "-")}`}
          className="py-1 text-accent pointer-coarse:py-3"
        >
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
