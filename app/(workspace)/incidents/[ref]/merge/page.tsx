import type { Metadata } from "next";
import { ErrorPage } from "@/components/shell/error-page";
import { Callout } from "@/components/ui/callout";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import { may } from "@/lib/core/permissions";
import { listOpenIncidents } from "@/lib/incidents/lists/queries";
import { mayBeMerged } from "@/lib/incidents/merging/rules";
import { listStatusLinks } from "@/lib/incidents/updates/links/queries";
import { countWorking } from "@/lib/incidents/updates/links/rules";
import { orNotFound, pageContext } from "@/lib/web/session";
import { incidentOf, refIn } from "../load";
import { MergeForm } from "./merge-form";

export const metadata: Metadata = { title: "Merge incident" };

export default async function MergeIncidentPage({ params }: { params: Promise<{ ref: string }> }) {
  const [context, ref] = await Promise.all([pageContext(), refIn(params)]);
  const incident = await incidentOf(ref);
  if (!may(context.actor, "incident.merge")) return <ErrorPage kind="no-access" framed />;
  const merged = mayBeMerged(incident);
  const [open, links] = await Promise.all([
    listOpenIncidents(context),
    orNotFound(listStatusLinks(context, ref)),
  ]);
  const linked = countWorking(links, incident, context.now) > 0;
  return (
    <div className="grid max-w-form gap-5 pt-5">
      <Panel title="Merge into another incident">
        <div className="mb-4 grid max-w-measure gap-2 text-muted text-sm">
          <p>
            For what turns out to be one and the same. {incident.ref} takes nothing more from then on; its
            timeline stays readable, and stands in the other one as well, each entry with where it came from.
          </p>
          <p>
            Its alerts and its people go along. Its milestones, its post-mortem and its action items stay with
            it; those of the other one do not change. It can be separated again until the other one is closed.
          </p>
          {merged.may && linked ? (
            <p className="text-ink">
              Its links for outside stay with it and show nothing new:{" "}
              <Link
                href={`/incidents/${incident.ref}/updates#write`}
                className="text-accent underline underline-offset-2"
              >
                write a last update
              </Link>{" "}
              first, and make links in the other one.
            </p>
          ) : null}
        </div>
        {merged.may ? (
          <MergeForm
            incidentRef={incident.ref}
            others={open
              .filter(({ id }) => id !== incident.id)
              .map(({ ref: other, title }) => ({ ref: other, title }))}
            draft={`${context.actor.id}:incident:${incident.ref}:merge`}
          />
        ) : (
          <Callout>{merged.reason}</Callout>
        )}
      </Panel>
    </div>
  );
}
