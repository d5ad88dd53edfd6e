import type { Metadata } from "next";
import { Badge } from "@/components/ui/badge";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { listActivePeople } from "@/lib/people/queries";
import { getTeam } from "@/lib/people/teams/queries";
import { whyNotManage } from "@/lib/people/teams/rules";
import { orNotFound, pageContext, pageSession } from "@/lib/web/session";
import { AddMemberForm } from "./add-member-form";
import { Archiving } from "./archiving";
import { MemberList } from "./member-list";
import { TeamForm } from "./team-form";

type Props = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const team = await orNotFound(getTeam(await pageContext(), (await params).slug));
  return { title: team.name };
}

export default async function TeamPage({ params }: Props) {
  const [{ slug }, { context, session }] = await Promise.all([params, pageSession()]);
  const [team, people] = await Promise.all([orNotFound(getTeam(context, slug)), listActivePeople(context)]);
  const memberIds = team.members.map(({ id }) => id);
  const manages = whyNotManage(context.actor, memberIds) === null;
  const addable = people.filter(({ id }) => !memberIds.includes(id));
  const accountable = team.members.find((member) => member.accountable);
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        eyebrow="Team"
        title={team.name}
        description={team.description || undefined}
        meta={
          team.archivedAt ? (
            <>
              <Badge tone="neutral">Archived</Badge>
              <Time at={team.archivedAt} zone={session.person.timeZone} now={context.now} />
            </>
          ) : undefined
        }
        actions={
          manages ? (
            <Archiving team={{ id: team.id, name: team.name, archived: team.archivedAt !== null }} />
          ) : null
        }
      />
      {team.members.length > 0 && !accountable ? (
        <Callout tone="warning" title="Nobody is accountable">
          What this team owns has no person who answers for it.
        </Callout>
      ) : null}
      <div className={manages ? "grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]" : undefined}>
        <Panel flush title="Members">
          <MemberList teamId={team.id} members={team.members} manages={manages} />
          {manages ? (
            <div className="border-line border-t p-4">
              <AddMemberForm key={memberIds.join()} teamId={team.id} people={addable} />
            </div>
          ) : null}
        </Panel>
        {manages ? (
          <Panel title="Details">
            <TeamForm team={team} />
          </Panel>
        ) : null}
      </div>
    </div>
  );
}
