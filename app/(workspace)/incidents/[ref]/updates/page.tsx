import type { Metadata } from "next";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { formatNear } from "@/components/ui/format-time";
import { Pagination } from "@/components/ui/pagination";
import { Panel } from "@/components/ui/panel";
import { may } from "@/lib/core/permissions";
import { listStatusLinks } from "@/lib/incidents/updates/links/queries";
import { countWorking, sentenceOfReach } from "@/lib/incidents/updates/links/rules";
import { listUpdates } from "@/lib/incidents/updates/queries";
import { mayTakeUpdates } from "@/lib/incidents/updates/rules";
import { orNotFound, pageSession } from "@/lib/web/session";
import { incidentOf, refIn } from "../load";
import { LinkForm } from "./link-form";
import { LinkList } from "./link-list";
import { UpdateForm } from "./update-form";
import { UpdateItem } from "./update-item";

type Query = { before?: string; correct?: string; withdraw?: string; written?: string };
type Props = { params: Promise<{ ref: string }>; searchParams: Promise<Query> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `${await refIn(params)}: updates` };
}

export default async function IncidentUpdatesPage({ params, searchParams }: Props) {
  const [{ context, session }, ref, query] = await Promise.all([pageSession(), refIn(params), searchParams]);
  const mayWrite = may(context.actor, "status-update.write");
  const [incident, page, links] = await Promise.all([
    incidentOf(ref),
    orNotFound(listUpdates(context, ref, { before: query.before })),
    may(context.actor, "status-link.make") ? orNotFound(listStatusLinks(context, ref)) : null,
  ]);
  const takes = mayTakeUpdates(incident);
  const home = `/incidents/${incident.ref}/updates`;
  const zone = session.person.timeZone;
  const clock = { zone, now: context.now };
  const written = page.updates.find(({ id, withdrawnAt }) => id === query.written && withdrawnAt === null);
  const doing = (id: string) =>
    query.correct === id ? "correct" : query.withdraw === id ? "withdraw" : null;
  return (
    <div className="grid items-start gap-5 pt-5 lg:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="grid min-w-0 gap-5">
        {mayWrite ? (
          <Panel
            id="write"
            title="Write an update"
            description="For everybody who has a link. They see the title, severity, status and service beside it."
          >
            <p role="status" className="mb-4 font-medium empty:hidden">
              {written ? `Published ${formatNear(written.at, zone, context.now)}.` : null}
            </p>
            {takes.may ? (
              <UpdateForm
                // Once one is written the form is a new one, and empty.
                key={query.written}
                incidentRef={incident.ref}
                zone={incident.timeZone}
                draft={`${session.person.id}:incident:${incident.ref}:update`}
                reach={sentenceOfReach(countWorking(links ?? [], incident, context.now))}
              />
            ) : (
              <Callout>{takes.reason}</Callout>
            )}
          </Panel>
        ) : null}
        <Panel
          title="Updates"
          flush
          footer={
            page.older || query.before ? (
              <Pagination
                newerHref={query.before ? home : undefined}
                newerLabel="Newest"
                olderHref={page.older ? `${home}?before=${page.older}` : undefined}
              />
            ) : undefined
          }
        >
          {page.updates.length === 0 ? (
            <EmptyState title="Nothing has been said yet">
              {mayWrite
                ? "Write what happened, whom it affects, and by when there is news."
                : "Responders write what those outside shall know."}
            </EmptyState>
          ) : (
            <ol className="divide-y divide-line">
              {page.updates.map((update) => (
                <UpdateItem
                  key={update.id}
                  update={update}
                  incident={incident}
                  doing={doing(update.id)}
                  writable={mayWrite}
                  reader={session.person.id}
                  {...clock}
                />
              ))}
            </ol>
          )}
        </Panel>
      </div>
      {links ? (
        <Panel
          id="links"
          title="Links for outside"
          description="Whoever has one reads the updates without signing in, and nothing else."
          flush
        >
          <LinkList incident={incident} links={links} {...clock} />
          {/* Where it goes on elsewhere, links can only be revoked. */}
          {incident.status === "merged" ? null : (
            <div className="border-line border-t p-4">
              <LinkForm incidentRef={incident.ref} restricted={incident.restrictedAt !== null} zone={zone} />
            </div>
          )}
        </Panel>
      ) : null}
    </div>
  );
}
