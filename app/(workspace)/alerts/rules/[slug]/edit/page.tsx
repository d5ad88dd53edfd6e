import type { Metadata } from "next";
import { ErrorPage } from "@/components/shell/error-page";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { getRule, mayManageRule, ruleBase, ruleContent } from "@/lib/alerts/rules/queries";
import { orNotFound, pageSession } from "@/lib/web/session";
import { ruleFormChoices } from "../../form-choices";
import { RuleForm } from "../../rule-form";

export const metadata: Metadata = { title: "Edit rule" };

export default async function EditRulePage({ params }: { params: Promise<{ slug: string }> }) {
  const [{ context, session }, { slug }] = await Promise.all([pageSession(), params]);
  const rule = await orNotFound(getRule(context, slug));
  if (!(await mayManageRule(context, rule))) return <ErrorPage kind="no-access" framed />;
  const choices = await ruleFormChoices(context, rule);
  return (
    <div className="grid gap-5">
      <PageHeader eyebrow="Alert rule" title={`Edit ${rule.name}`} />
      <Panel className="max-w-form">
        <RuleForm
          rule={{ slug, base: ruleBase(rule), ...ruleContent(rule) }}
          {...choices}
          zone={session.person.timeZone}
          draft={`${context.actor.id}:alert-rule:${slug}`}
        />
      </Panel>
    </div>
  );
}
