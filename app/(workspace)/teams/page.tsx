import type { Metadata } from "next";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { type Column, Table } from "@/components/ui/table";
import { may } from "@/lib/core/permissions";
import { listTeams, type TeamRow } from "@/lib/people/teams/queries";
import { pageContext } from "@/lib/web/session";
import { NewTeamForm } from "./new-team-form";

export const metadata: Metadata = { title: "Teams" };

const columns: readonly Column<TeamRow>[] = [
  { key: "name", header: "Team", primary: true, cell: ({ name }) => name },
  {
    key: "description",
    header: "What it does",
    cell: ({ description }) => (
      <span className="line-clamp-2 text-muted">{description || "Not said yet"}</span>
    ),
  },
  {
    key: "accountable",
    header: "Accountable",
    cell: ({ accountable }) => accountable ?? <span className="text-faint">Nobody</span>,
  },
  {
    key: "members",
    header: "Members",
    align: "end",
    cell: ({ members }) => <span className="tabular">{members}</span>,
  },
];

export default async function TeamsPage({ searchParams }: { searchParams: Promise<{ archived?: string }> }) {
  const [context, { archived }] = await Promise.all([pageContext(), searchParams]);
  const away = archived !== undefined;
  const teams = await listTeams(context, { archived: away });
  const creates = may(context.actor, "team.create");
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title={away ? "Archived teams" : "Teams"}
        description="A team owns services and action items. One of its members is accountable for them."
        actions={
          <LinkButton href={away ? "/teams" : "/teams?archived"} variant="ghost">
            {away ? "Teams in use" : "Archived teams"}
          </LinkButton>
        }
      />
      <div
        className={creates && !away ? "grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]" : undefined}
      >
        <Panel flush>
          <Table
            caption={away ? "Archived teams" : "Teams"}
            columns={columns}
            rows={teams}
            rowKey={({ id }) => id}
            rowHref={({ slug }) => `/teams/${slug}`}
            empty={<NoTeams away={away} creates={creates} />}
          />
        </Panel>
        {creates && !away ? (
          <Panel id="new" title="New team">
            <NewTeamForm />
          </Panel>
        ) : null}
      </div>
    </div>
  );
}

function NoTeams({ away, creates }: { away: boolean; creates: boolean }) {
  if (away)
    return (
      <EmptyState level={2} title="Nothing is archived">
        Teams that are no longer in use stand here.
      </EmptyState>
    );
  return (
    <EmptyState level={2} title="There are no teams yet">
      {creates
        ? "Make the first one, then add the people who belong to it."
        : "A lead or an admin can make the first one."}
    </EmptyState>
  );
}
