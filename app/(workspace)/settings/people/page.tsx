import type { Metadata } from "next";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Panel } from "@/components/ui/panel";
import { mailSettings } from "@/lib/core/mail-settings";
import { may } from "@/lib/core/permissions";
import { roleLabels, roleMeanings } from "@/lib/people/labels";
import { listPeople } from "@/lib/people/queries";
import { peopleFilters } from "@/lib/people/schema";
import { pageSession } from "@/lib/web/session";
import { Role } from "@/prisma/generated/enums";
import { InviteForm } from "./invite-form";
import { PeopleFilterForm } from "./people-filter-form";
import { PeopleTable } from "./people-table";

export const metadata: Metadata = { title: "People" };

type Search = Promise<Record<string, string | string[] | undefined>>;

const roles = Object.values(Role).map((role) => ({
  value: role,
  label: roleLabels[role],
  hint: roleMeanings[role],
}));

export default async function PeoplePage({ searchParams }: { searchParams: Search }) {
  const [{ context, session }, search] = await Promise.all([pageSession(), searchParams]);
  const { after, ...filters } = peopleFilters.parse(search);
  const { people, next } = await listPeople(context, { ...filters, after });
  const invites = may(context.actor, "person.invite");
  const here = new URLSearchParams(
    Object.entries(filters).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
  const narrowed = here.size > 0;
  const page = (more?: string) =>
    `/settings/people?${new URLSearchParams([...here, ...(more ? [["after", more]] : [])])}`;
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title="People"
        description="Who uses Highwater, and in which role."
        actions={
          invites ? (
            <LinkButton href="#invite" variant="primary" className="xl:hidden">
              Invite somebody
            </LinkButton>
          ) : null
        }
      />
      <div className={invites ? "grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]" : undefined}>
        <Panel
          flush
          title="Everybody"
          actions={<PeopleFilterForm filters={filters} narrowed={narrowed} />}
          footer={
            after || next ? (
              <Pagination
                newerHref={after ? page() : undefined}
                newerLabel="First"
                olderHref={next ? page(next) : undefined}
                olderLabel="Next"
              />
            ) : undefined
          }
        >
          <PeopleTable people={people} narrowed={narrowed} />
        </Panel>
        {invites ? (
          <Panel
            id="invite"
            title="Invite somebody"
            description={
              mailSettings()
                ? "They get a mail with a link. It works once, for seven days."
                : "You get a link to hand over. It works once, for seven days."
            }
          >
            <InviteForm roles={roles} zone={session.person.timeZone} />
          </Panel>
        ) : null}
      </div>
    </div>
  );
}
