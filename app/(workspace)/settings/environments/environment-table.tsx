import { QuickAction } from "@/components/incidents/quick-action";
import { LinkButton } from "@/components/ui/link-button";
import { type Column, Table } from "@/components/ui/table";
import { environmentKindLabels } from "@/lib/catalog/environments/labels";
import type { EnvironmentKind } from "@/prisma/generated/enums";
import { submitArchive, submitRestore } from "./actions";

type Row = { slug: string; name: string; kind: EnvironmentKind; archivedAt: Date | null };

type Props = { caption: string; environments: readonly Row[]; editable: boolean };

/** Environments in their order, with what an admin may do to each. */
export function EnvironmentTable({ caption, environments, editable }: Props) {
  const columns: Column<Row>[] = [
    { key: "name", header: "Name", primary: true, cell: ({ name }) => name },
    { key: "kind", header: "Kind", width: "12rem", cell: ({ kind }) => environmentKindLabels[kind] },
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
  return <Table caption={caption} columns={columns} rows={environments} rowKey={({ slug }) => slug} />;
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
      <LinkButton href={`/settings/environments?edit=${slug}#edit`} size="sm" aria-label={`Edit ${name}`}>
        Edit
      </LinkButton>
      <QuickAction action={submitArchive} fields={{ slug }} size="sm" label={`Archive ${name}`}>
        Archive
      </QuickAction>
    </div>
  );
}
