import { QuickAction } from "@/components/incidents/quick-action";
import { LinkButton } from "@/components/ui/link-button";
import { type Column, Table } from "@/components/ui/table";
import { submitArchive, submitRestore } from "./actions";

type Row = { slug: string; name: string; description: string; archivedAt: Date | null };

type Props = { caption: string; roles: readonly Row[]; editable: boolean };

/** The team's own roles by name, with what an admin may do to each. */
export function RoleTable({ caption, roles, editable }: Props) {
  const columns: Column<Row>[] = [
    {
      key: "name",
      header: "Name",
      primary: true,
      width: "16rem",
      cell: ({ name }) => <span className="wrap-anywhere">{name}</span>,
    },
    {
      key: "description",
      header: "What somebody does in it",
      cell: ({ description }) => <span className="wrap-anywhere">{description}</span>,
    },
    {
      key: "slug",
      header: "Written as",
      width: "16rem",
      cell: ({ slug }) => <code className="wrap-anywhere text-sm">/role {slug}</code>,
    },
  ];
  if (editable)
    columns.push({
      key: "actions",
      header: "Actions",
      headerHidden: true,
      align: "end",
      width: "14rem",
      cell: (row) => <Actions row={row} />,
    });
  return <Table caption={caption} columns={columns} rows={roles} rowKey={({ slug }) => slug} />;
}

function Actions({ row: { slug, name, archivedAt } }: { row: Row }) {
  if (archivedAt)
    return (
      <QuickAction action={submitRestore} fields={{ slug }} size="sm" label={`Restore ${name}`}>
        Restore
      </QuickAction>
    );
  return (
    <div className="flex gap-2 sm:justify-end">
      <LinkButton href={`/settings/incident-roles?edit=${slug}#edit`} size="sm" aria-label={`Edit ${name}`}>
        Edit
      </LinkButton>
      <QuickAction action={submitArchive} fields={{ slug }} size="sm" label={`Archive ${name}`}>
        Archive
      </QuickAction>
    </div>
  );
}
