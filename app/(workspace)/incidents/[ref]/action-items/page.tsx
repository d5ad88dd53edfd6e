import type { Metadata } from "next";
import { addressedChoices, ownerChoices } from "@/components/reviews/action-item-choices";
import { ActionItemTable } from "@/components/reviews/action-item-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { may } from "@/lib/core/permissions";
import { listActivePeople } from "@/lib/people/queries";
import { listTeams } from "@/lib/people/teams/queries";
import { calendarDate } from "@/lib/reviews/action-items/rules";
import { steps } from "@/lib/reviews/sign-offs/labels";
import { getDocumentStanding } from "@/lib/reviews/sign-offs/queries";
import { orNotFound, pageSession } from "@/lib/web/session";
import { submitStatus } from "../../../action-items/actions";
import { incidentOf, refIn } from "../load";
import { AddForm } from "./add-form";

type Props = { params: Promise<{ ref: string }>; searchParams: Promise<{ added?: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `${await refIn(params)}: action items` };
}

export default async function IncidentActionItemsPage({ params, searchParams }: Props) {
  const [{ context, session }, ref, { added }] = await Promise.all([
    pageSession(),
    refIn(params),
    searchParams,
  ]);
  const { document, now } = await orNotFound(getDocumentStanding(context, ref));
  const mayAdd = may(context.actor, "action-item.add") && (await incidentOf(ref)).status !== "merged";
  const [people, teams] = mayAdd
    ? await Promise.all([listActivePeople(context), listTeams(context)])
    : [[], []];
  return (
    <div className="grid gap-5 pt-6">
      <Panel title="Action items" flush>
        <ActionItemTable
          items={document.actionItems}
          today={calendarDate(context.now, session.person.timeZone)}
          changeStatus={may(context.actor, "action-item.change-status") ? submitStatus : undefined}
          empty={
            <EmptyState title="Nobody has promised anything yet">
              {mayAdd
                ? "Add below what will prevent it, find it sooner, or make it shorter."
                : "Responders add them."}
            </EmptyState>
          }
        />
      </Panel>
      {mayAdd ? (
        <Panel
          id="add"
          title="Add an action item"
          description="Wording, owner and due date become part of the post-mortem."
        >
          <AddForm
            // Once one is added the form is a new one, and empty.
            key={added}
            documentRef={document.ref}
            owners={ownerChoices(people, teams, null)}
            addressed={addressedChoices(document.rootCauses, document.factors)}
            draftKey={`${session.person.id}:action-item:${document.ref}`}
            signers={steps.flatMap((step) => now.given[step]?.name ?? [])}
          />
        </Panel>
      ) : null}
    </div>
  );
}
