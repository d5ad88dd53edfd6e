import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { QuickAction } from "@/components/incidents/quick-action";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { countFirings, listRules } from "@/lib/alerts/rules/queries";
import { may } from "@/lib/core/permissions";
import { pageContext } from "@/lib/web/session";
import { submitUsual } from "./actions";
import { RuleTable } from "./rule-table";

export const metadata: Metadata = { title: "Alert rules" };

type Props = { searchParams: Promise<{ archived?: string | string[] }> };

export default async function RulesPage({ searchParams }: Props) {
  const [context, { archived }] = await Promise.all([pageContext(), searchParams]);
  const showArchived = archived !== undefined;
  const [rules, counts] = await Promise.all([
    listRules(context, { archived: showArchived }),
    countFirings(context),
  ]);
  const groups = [
    {
      key: "everywhere",
      title: "Everywhere",
      description: "For every pool and health check that has no nearer rule of the same kind.",
      rules: rules.filter(({ pool, service }) => !pool && !service),
    },
    {
      key: "services",
      title: "Of services",
      description: "For the pools and health checks of one service, in place of those of everywhere.",
      rules: rules.filter(({ service }) => service),
    },
    {
      key: "pools",
      title: "Of pools",
      description: "For one pool, in place of those of its service and of everywhere.",
      rules: rules.filter(({ pool }) => pool),
    },
  ].filter((group) => group.rules.length > 0);
  const add = may(context.actor, "alert-rule.add") ? (
    <LinkButton href="/alerts/rules/new" variant="primary">
      <Plus aria-hidden="true" />
      New rule
    </LinkButton>
  ) : null;
  return (
    <div className="grid gap-5">
      <PageHeader
        title={showArchived ? "Archived rules" : "Alert rules"}
        description="What is watched, when it fires, and what follows."
        actions={add}
      />
      {groups.length === 0 ? (
        <Panel flush>
          <NoRules archived={showArchived} mayAddUsual={may(context.actor, "alert-rule.add-usual")} />
        </Panel>
      ) : null}
      {groups.map(({ key, title, description, rules: grouped }) => (
        <Panel key={key} flush title={title} description={description}>
          <RuleTable caption={`Rules: ${title.toLowerCase()}`} rules={grouped} counts={counts} />
        </Panel>
      ))}
      <p>
        <Link
          href={showArchived ? "/alerts/rules" : "/alerts/rules?archived"}
          className="text-accent text-sm"
        >
          {showArchived ? "Rules in use" : "Archived rules"}
        </Link>
      </p>
    </div>
  );
}

function NoRules({ archived, mayAddUsual }: { archived: boolean; mayAddUsual: boolean }) {
  if (archived)
    return (
      <EmptyState level={2} title="No rule is archived">
        A rule that is archived keeps its alerts, and is found here.
      </EmptyState>
    );
  return (
    <EmptyState
      level={2}
      title="Nothing is watched"
      actions={
        mayAddUsual ? (
          <QuickAction action={submitUsual} fields={{}} variant="primary">
            Add the usual rules
          </QuickAction>
        ) : null
      }
    >
      A rule says when a figure of a pool or a health check is worth somebody’s attention.
    </EmptyState>
  );
}
