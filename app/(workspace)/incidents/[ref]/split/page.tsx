import type { Metadata } from "next";
import { ErrorPage } from "@/components/shell/error-page";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { formatInstant } from "@/components/ui/format-time";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { may } from "@/lib/core/permissions";
import { listSplittable } from "@/lib/incidents/splitting/queries";
import { maySplit } from "@/lib/incidents/splitting/rules";
import { entryKindLabels } from "@/lib/incidents/timeline/labels";
import { orNotFound, pageContext } from "@/lib/web/session";
import { incidentOf, refIn } from "../load";
import { SplitForm } from "./split-form";

export const metadata: Metadata = { title: "Split incident" };

export default async function SplitIncidentPage({ params }: { params: Promise<{ ref: string }> }) {
  const [context, ref] = await Promise.all([pageContext(), refIn(params)]);
  const incident = await incidentOf(ref);
  if (!may(context.actor, "incident.split")) return <ErrorPage kind="no-access" framed />;
  const { entries, more, actionItems, alerts } = await orNotFound(listSplittable(context, ref));
  const { timeZone, severity } = incident;
  // Whether something leaves a signed post-mortem depends on what is chosen.
  const verdict = maySplit(incident, false);
  return (
    <div className="grid max-w-form gap-5 pt-5">
      <Panel title="Split off a new incident">
        <p className="mb-4 max-w-measure text-muted text-sm">
          For what turns out to be another story. The new incident takes over service, environment, zone and
          who may see it; each entry says there where it came from, and here where it went. Merged back,
          everything stands here again.
        </p>
        {!verdict.may ? (
          <Callout>{verdict.reason}</Callout>
        ) : entries.length === 0 ? (
          <EmptyState
            level={3}
            title="Nothing to split off yet"
            actions={<LinkButton href="/incidents/new">Declare an incident</LinkButton>}
          >
            The timeline holds only what Highwater wrote of this incident itself. Declare another one instead.
          </EmptyState>
        ) : (
          <SplitForm
            incidentRef={incident.ref}
            severity={severity}
            more={more}
            entries={entries.map(({ id, at, kind, text, author }) => ({
              id,
              about: [formatInstant(at, timeZone), entryKindLabels[kind], author ?? ""]
                .filter((part) => part !== "")
                .join(" · "),
              text,
            }))}
            actionItems={actionItems.map(({ id, title }) => ({ id, label: title }))}
            alerts={alerts.map(({ id, number, name, state }) => ({
              id,
              label: `Alert ${number}: ${name} (${state})`,
            }))}
            draft={`${context.actor.id}:incident:${incident.ref}:split`}
          />
        )}
      </Panel>
    </div>
  );
}
