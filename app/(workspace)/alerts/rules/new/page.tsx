import type { Metadata } from "next";
import { ErrorPage } from "@/components/shell/error-page";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { may } from "@/lib/core/permissions";
import { pageSession } from "@/lib/web/session";
import { ruleFormChoices } from "../form-choices";
import { RuleForm } from "../rule-form";

export const metadata: Metadata = { title: "New rule" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function NewRulePage({ searchParams }: Props) {
  const [{ context, session }, query] = await Promise.all([pageSession(), searchParams]);
  if (!may(context.actor, "alert-rule.add")) return <ErrorPage kind="no-access" framed />;
  const choices = await ruleFormChoices(context);
  const offered = (name: "pool" | "service") => {
    const [slug] = [query[name]].flat();
    return choices[`${name}s`].some(({ value }) => value === slug) ? slug : undefined;
  };
  return (
    <div className="grid gap-5">
      <PageHeader
        title="New rule"
        description="When a figure is worth somebody’s attention, and what follows."
      />
      <Panel className="max-w-form">
        <RuleForm
          {...choices}
          of={{ pool: offered("pool"), service: offered("service") }}
          zone={session.person.timeZone}
          draft={`${context.actor.id}:alert-rule:new`}
        />
      </Panel>
    </div>
  );
}
