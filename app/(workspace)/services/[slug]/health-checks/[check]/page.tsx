import { Pencil } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { QuickAction } from "@/components/incidents/quick-action";
import { formatDuration } from "@/components/ui/format-duration";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { getHealthCheck, type HealthCheck } from "@/lib/alerts/health-checks/queries";
import { teamsOfActor } from "@/lib/catalog/services/queries";
import { mayManageService } from "@/lib/catalog/services/rules";
import { orNotFound, pageSession } from "@/lib/web/session";
import { submitArchive, submitRestore } from "../actions";
import { AnswerTable } from "../answer-table";
import { CheckFacts } from "../check-facts";
import { CheckState } from "../check-state";

export const metadata: Metadata = { title: "Health check" };

type Props = { params: Promise<{ slug: string; check: string }> };

export default async function HealthCheckPage({ params }: Props) {
  const [{ context, session }, { slug, check: named }] = await Promise.all([pageSession(), params]);
  const [check, teams] = await Promise.all([
    orNotFound(getHealthCheck(context, named)),
    teamsOfActor(context),
  ]);
  if (check.service.slug !== slug) notFound();
  const editable = mayManageService(context.actor, check.service.ownerTeamId, teams);
  const { now } = context;
  const zone = session.person.timeZone;
  return (
    <div className="grid gap-5">
      <PageHeader
        eyebrow={check.service.name}
        title={check.name}
        description={`Asked every ${formatDuration(check.intervalSeconds)}.`}
        actions={editable ? <Actions check={check} /> : null}
      />
      <Panel title="State">
        <div className="grid gap-4">
          <CheckState check={check} zone={zone} now={now} />
          <CheckFacts check={check} zone={zone} now={context.now} />
        </div>
      </Panel>
      <Panel title="Last answers" flush>
        <AnswerTable name={check.name} results={check.last} zone={zone} now={now} />
      </Panel>
    </div>
  );
}

function Actions({ check: { slug, archivedAt, service } }: { check: HealthCheck }) {
  return (
    <>
      <QuickAction action={archivedAt ? submitRestore : submitArchive} fields={{ slug }}>
        {archivedAt ? "Restore" : "Archive"}
      </QuickAction>
      <LinkButton href={`/services/${service.slug}/health-checks/${slug}/edit`}>
        <Pencil aria-hidden="true" />
        Edit
      </LinkButton>
    </>
  );
}
