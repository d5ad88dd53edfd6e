import { Pencil } from "lucide-react";
import type { Metadata } from "next";
import { AlertSeverityBadge } from "@/components/alerts/alert-badges";
import { AlertTable } from "@/components/alerts/alert-table";
import { QuickAction } from "@/components/incidents/quick-action";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Tag } from "@/components/ui/tag";
import { listAlerts } from "@/lib/alerts/history/queries";
import { alertFilters } from "@/lib/alerts/history/schema";
import { lookBackIn } from "@/lib/alerts/preview/rules";
import { getRule, mayManageRule, type Rule } from "@/lib/alerts/rules/queries";
import { orNotFound, pageSession } from "@/lib/web/session";
import { submitArchive, submitPause, submitRestore, submitResume } from "../actions";
import { FactsPanel } from "./facts-panel";
import { PreviewPanel } from "./preview-panel";

export const metadata: Metadata = { title: "Alert rule" };

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<{ look?: string | string[] }>;
};

const shownAlerts = 10;

export default async function RulePage({ params, searchParams }: Props) {
  const [{ context, session }, { slug }, query] = await Promise.all([pageSession(), params, searchParams]);
  const rule = await orNotFound(getRule(context, slug));
  const [alerts, editable] = await Promise.all([
    listAlerts(context, alertFilters.parse({ rule: slug }), shownAlerts + 1),
    mayManageRule(context, rule),
  ]);
  const time = { zone: session.person.timeZone, now: context.now };
  return (
    <div className="grid gap-5">
      <PageHeader
        eyebrow="Alert rule"
        title={rule.name}
        meta={
          <>
            <AlertSeverityBadge severity={rule.severity} />
            {rule.pausedAt && !rule.archivedAt ? <Tag>Paused</Tag> : null}
          </>
        }
        actions={editable ? <Actions rule={rule} /> : null}
      />
      <Notices rule={rule} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid min-w-0 gap-5">
          <Panel
            flush
            title="Alerts"
            footer={
              alerts.length > shownAlerts ? (
                <Link href={`/alerts?rule=${slug}`} className="text-accent text-sm">
                  All alerts of this rule
                </Link>
              ) : null
            }
          >
            <AlertTable
              caption="Alerts of the rule"
              alerts={alerts.slice(0, shownAlerts)}
              {...time}
              within="rule"
              empty={
                <EmptyState title="It has not fired">
                  What it finds stands here, open alerts and past ones.
                </EmptyState>
              }
            />
          </Panel>
          <PreviewPanel
            context={context}
            rule={rule}
            days={lookBackIn([query.look].flat()[0])}
            zone={time.zone}
          />
        </div>
        <FactsPanel rule={rule} />
      </div>
    </div>
  );
}

function Notices({ rule: { archivedAt, pausedAt } }: { rule: Rule }) {
  if (archivedAt) return <Callout title="Archived">It does nothing; more general rules apply.</Callout>;
  if (pausedAt)
    return (
      <Callout title="Paused">
        Nothing fires by it, nor by more general rules of the same kind in its place.
      </Callout>
    );
  return null;
}

function Actions({ rule: { slug, archivedAt, pausedAt } }: { rule: Rule }) {
  return (
    <>
      {archivedAt ? null : (
        <QuickAction action={pausedAt ? submitResume : submitPause} fields={{ slug }}>
          {pausedAt ? "Resume" : "Pause"}
        </QuickAction>
      )}
      <QuickAction action={archivedAt ? submitRestore : submitArchive} fields={{ slug }}>
        {archivedAt ? "Restore" : "Archive"}
      </QuickAction>
      <LinkButton href={`/alerts/rules/${slug}/edit`}>
        <Pencil aria-hidden="true" />
        Edit
      </LinkButton>
    </>
  );
}
