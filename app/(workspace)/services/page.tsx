import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { type Column, Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { listServices, type Service } from "@/lib/catalog/services/queries";
import { may } from "@/lib/core/permissions";
import { countOpenByService } from "@/lib/incidents/lists/queries";
import { pageContext } from "@/lib/web/session";

export const metadata: Metadata = { title: "Services" };

type Row = Service & { open: number };

const columns: Column<Row>[] = [
  { key: "name", header: "Service", primary: true, cell: ({ name }) => name },
  {
    key: "owner",
    header: "Owner",
    width: "14rem",
    cell: ({ ownerTeam }) =>
      ownerTeam ? (
        <Link href={`/teams/${ownerTeam.slug}`} className="hover:underline">
          {ownerTeam.name}
        </Link>
      ) : (
        <span className="text-faint">Nobody yet</span>
      ),
  },
  {
    key: "environments",
    header: "Environments",
    cell: ({ deployments }) => (
      <span className="flex flex-wrap gap-1">
        {deployments.map(({ environment }) => (
          <Tag key={environment.slug}>{environment.name}</Tag>
        ))}
      </span>
    ),
  },
  {
    key: "open",
    header: "Open incidents",
    width: "9rem",
    align: "end",
    cell: ({ open }) =>
      open > 0 ? (
        <span className="font-medium text-danger-ink">{open}</span>
      ) : (
        <span className="text-faint">0</span>
      ),
  },
];

export default async function ServicesPage({
  searchParams,
}: {
  searchParams: Promise<{ archived?: string }>;
}) {
  const [context, { archived }] = await Promise.all([pageContext(), searchParams]);
  const [all, open] = await Promise.all([
    listServices(context, { archived: true }),
    countOpenByService(context),
  ]);
  const showArchived = archived !== undefined;
  const rows = all
    .filter(({ archivedAt }) => (archivedAt !== null) === showArchived)
    .map((service) => ({ ...service, open: open.get(service.id) ?? 0 }));
  const some = all.some(({ archivedAt }) => archivedAt !== null);
  const editable = may(context.actor, "service.create");
  return (
    <div className="grid gap-5">
      <PageHeader
        title={showArchived ? "Archived services" : "Services"}
        description="What can break, who owns it, and where it runs."
        actions={editable ? <AddService /> : null}
      />
      <Panel
        flush
        footer={
          some || showArchived ? (
            <Link href={showArchived ? "/services" : "/services?archived"} className="text-accent text-sm">
              {showArchived ? "Services in use" : "Archived services"}
            </Link>
          ) : null
        }
      >
        <Table
          caption="Services"
          columns={columns}
          rows={rows}
          rowKey={({ slug }) => slug}
          rowHref={({ slug }) => `/services/${slug}`}
          empty={
            <EmptyState level={2} title="No services yet" actions={editable ? <AddService /> : null}>
              {editable
                ? "Add what your team runs, so that an incident names the service it is about."
                : "Leads and admins add the services that your teams run."}
            </EmptyState>
          }
        />
      </Panel>
    </div>
  );
}

function AddService() {
  return (
    <LinkButton href="/services/new" variant="primary">
      <Plus aria-hidden="true" />
      Add service
    </LinkButton>
  );
}
