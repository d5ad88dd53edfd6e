import type { Metadata } from "next";
import { PersonStateBadge, RoleBadge } from "@/components/people/role-badge";
import { DescriptionList } from "@/components/ui/description-list";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { may } from "@/lib/core/permissions";
import { signInSettings } from "@/lib/core/sign-in-settings";
import { roleLabels } from "@/lib/people/labels";
import { getPerson } from "@/lib/people/queries";
import { orNotFound, pageContext, pageSession } from "@/lib/web/session";
import { Role } from "@/prisma/generated/enums";
import { PersonForm } from "./person-form";
import { SignInPanel } from "./sign-in-panel";

type Props = { params: Promise<{ id: string }> };

const roles = Object.values(Role).map((role) => ({ value: role, label: roleLabels[role] }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const person = await orNotFound(getPerson(await pageContext(), (await params).id));
  return { title: person.name };
}

export default async function PersonPage({ params }: Props) {
  const [{ id }, { context, session }] = await Promise.all([params, pageSession()]);
  const person = await orNotFound(getPerson(context, id));
  const edits = may(context.actor, "person.edit");
  const zone = session.person.timeZone;
  const teams = person.teams.map(({ slug, name }) => (
    <Link key={slug} href={`/teams/${slug}`} className="mr-2 text-accent hover:underline">
      {name}
    </Link>
  ));
  const facts = [
    ...(edits
      ? []
      : [
          { key: "title", term: "Title", value: person.title ?? "None" },
          { key: "email", term: "E-mail", value: person.email },
        ]),
    { key: "teams", term: "Teams", value: teams.length > 0 ? teams : "None" },
    { key: "zone", term: "Time zone", value: person.timeZone },
    {
      key: "since",
      term: "Since",
      value: <Time at={person.createdAt} zone={zone} now={context.now} show="date" />,
    },
  ];
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title={person.name}
        eyebrow={person.title ?? undefined}
        meta={
          <>
            <RoleBadge role={person.role} />
            <PersonStateBadge state={person.state} />
            {person.deactivatedAt ? (
              <span>
                by {person.deactivatedBy?.name ?? "Highwater"},{" "}
                <Time at={person.deactivatedAt} zone={zone} now={context.now} />
              </span>
            ) : null}
          </>
        }
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
        {edits ? (
          <Panel title="Details">
            <PersonForm person={person} roles={roles} isSelf={person.id === context.actor.id} />
          </Panel>
        ) : (
          <Panel title="About">
            <DescriptionList items={facts} />
          </Panel>
        )}
        {edits ? (
          <div className="flex flex-col gap-4">
            <SignInPanel
              person={person}
              isSelf={person.id === context.actor.id}
              passwords={signInSettings().passwords}
              zone={zone}
            />
            <Panel title="About">
              <DescriptionList items={facts} />
            </Panel>
          </div>
        ) : null}
      </div>
    </div>
  );
}
