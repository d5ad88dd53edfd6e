import type { Metadata } from "next";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Panel } from "@/components/ui/panel";
import { isAtLeast } from "@/lib/core/permissions";
import { listApiKeys } from "@/lib/people/api-keys/queries";
import { apiKeyFilters } from "@/lib/people/api-keys/schema";
import { pageSession } from "@/lib/web/session";
import { FilterForm } from "./filter-form";
import { KeyForm } from "./key-form";
import { KeyTable } from "./key-table";
import { scopeGroups } from "./scope-groups";

export const metadata: Metadata = { title: "API keys" };

type Search = Promise<Record<string, string | string[] | undefined>>;

const home = "/settings/api-keys";

export default async function ApiKeysPage({ searchParams }: { searchParams: Search }) {
  const [{ context, session }, search] = await Promise.all([pageSession(), searchParams]);
  const isAdmin = isAtLeast(context.actor.role, "admin");
  const { after, ...asked } = apiKeyFilters.parse(search);
  const filters = isAdmin ? asked : { ...asked, whose: "mine" as const };
  const { keys, next } = await listApiKeys(context, { ...filters, after });
  const usual: Readonly<Record<string, string | undefined>> = apiKeyFilters.parse({});
  const here = new URLSearchParams(Object.entries(filters).filter(([name, value]) => value !== usual[name]));
  const page = (more?: string) =>
    `${home}?${new URLSearchParams([...here, ...(more ? [["after", more]] : [])])}`;
  const zone = session.person.timeZone;
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title="API keys"
        description="With a key a program acts for you: never more than you may yourself, and only what the key opens."
        actions={
          <>
            <LinkButton href="/api/docs">API reference</LinkButton>
            <LinkButton href="#make" variant="primary" className="xl:hidden">
              Make a key
            </LinkButton>
          </>
        }
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <Panel
          flush
          title={filters.whose === "everybody" ? "Everybody's keys" : "Your keys"}
          actions={<FilterForm filters={filters} isAdmin={isAdmin} narrowed={here.size > 0} />}
          footer={
            after || next ? (
              <Pagination
                newerHref={after ? page() : undefined}
                newerLabel="Newest"
                olderHref={next ? page(next) : undefined}
              />
            ) : undefined
          }
        >
          <KeyTable
            keys={keys}
            withOwner={filters.whose === "everybody"}
            narrowed={here.size > 0}
            zone={zone}
            now={context.now}
          />
        </Panel>
        <Panel id="make" title="Make a key" description="You see it once, right after it is made.">
          <KeyForm groups={scopeGroups(session.person.role)} zone={zone} />
        </Panel>
      </div>
    </div>
  );
}
