import type { Metadata } from "next";
import { addressedChoices, ownerChoices } from "@/components/reviews/action-item-choices";
import { ActionItemOwner } from "@/components/reviews/action-item-owner";
import { ActionItemStatus } from "@/components/reviews/action-item-status";
import { DueDate } from "@/components/reviews/due-date";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { may } from "@/lib/core/permissions";
import { listActivePeople } from "@/lib/people/queries";
import { listTeams } from "@/lib/people/teams/queries";
import { actionItemStatusLabels } from "@/lib/reviews/action-items/labels";
import { getActionItem } from "@/lib/reviews/action-items/queries";
import { calendarDate, mayRemove } from "@/lib/reviews/action-items/rules";
import type { ActionItem } from "@/lib/reviews/schema";
import { steps } from "@/lib/reviews/sign-offs/labels";
import { getDocumentStanding } from "@/lib/reviews/sign-offs/queries";
import { orNotFound, pageSession } from "@/lib/web/session";
import { Facts } from "./facts";
import { ProgressForm } from "./progress-form";
import { RemoveItem } from "./remove-item";
import { WordingForm } from "./wording-form";

type Props = { params: Promise<{ item: string }>; searchParams: Promise<{ to?: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).item };
}

export default async function ActionItemPage({ params, searchParams }: Props) {
  const [{ context, session }, { item: ref }, { to }] = await Promise.all([
    pageSession(),
    params,
    searchParams,
  ]);
  const item = await orNotFound(getActionItem(context, ref));
  const [{ document, now }, people, teams] = await Promise.all([
    orNotFound(getDocumentStanding(context, item.incident.ref)),
    listActivePeople(context),
    listTeams(context),
  ]);
  const zone = session.person.timeZone;
  const today = calendarDate(context.now, zone);
  const asked = Object.keys(actionItemStatusLabels).find((status) => status === to);
  const removal = mayRemove(context.actor, now);
  return (
    <div className="grid gap-5">
      <PageHeader
        eyebrow={<span className="tabular">{item.ref}</span>}
        title={item.title}
        meta={
          <>
            <ActionItemStatus status={item.status} />
            <ActionItemOwner owner={item.owner} />
            <DueDate item={item} today={today} />
          </>
        }
        actions={removal.may ? <RemoveItem item={item} /> : null}
      />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <div className="grid gap-5">
          {may(context.actor, "action-item.change-status") ? (
            <Panel id="progress" title="Progress" description="It may change without voiding a signature.">
              <ProgressForm
                item={item}
                personId={session.person.id}
                to={(asked as ActionItem["status"] | undefined) ?? item.status}
              />
            </Panel>
          ) : null}
          <Panel title="About it">
            <Facts item={item} zone={zone} now={context.now} />
          </Panel>
        </div>
        {may(context.actor, "action-item.edit") ? (
          <Panel title="Change it">
            <WordingForm
              item={item}
              personId={session.person.id}
              owners={ownerChoices(people, teams, item.owner)}
              addressed={addressedChoices(document.rootCauses, document.factors)}
              signers={steps.flatMap((step) => now.given[step]?.name ?? [])}
            />
          </Panel>
        ) : null}
      </div>
      {removal.may || !may(context.actor, "action-item.remove") ? null : (
        <p className="text-faint text-sm">It cannot be removed. {removal.reason}</p>
      )}
    </div>
  );
}
