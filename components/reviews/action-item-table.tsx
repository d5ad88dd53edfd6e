import type { ReactNode } from "react";
import { type Column, Table } from "@/components/ui/table";
import { actionItemPriorityLabels } from "@/lib/reviews/action-items/labels";
import type { ActionItem } from "@/lib/reviews/schema";
import type { FormState } from "@/lib/web/form-state";
import { ActionItemOwner } from "./action-item-owner";
import { ActionItemStatus } from "./action-item-status";
import { DueDate } from "./due-date";
import { StatusMenu } from "./status-menu";

type Row = ActionItem & { incident?: { ref: string; title: string } };

type Props = {
  items: readonly Row[];
  /** The calendar date where the reader is. */
  today: string;
  /** Changes an item's status in its row; left out for those who may not. */
  changeStatus?: ((before: FormState, form: FormData) => Promise<FormState>) | undefined;
  empty?: ReactNode;
};

/** Action items as a table: what, whose, until when, how far. */
export function ActionItemTable({ items, today, changeStatus, empty }: Props) {
  const columns: Column<Row>[] = [
    { key: "title", header: "Action item", primary: true, cell: (item) => <Name item={item} /> },
    { key: "owner", header: "Owner", width: "13rem", cell: ({ owner }) => <ActionItemOwner owner={owner} /> },
    { key: "due", header: "Due", width: "12rem", cell: (item) => <DueDate item={item} today={today} /> },
    {
      key: "priority",
      header: "Priority",
      width: "6rem",
      wideOnly: true,
      cell: ({ priority }) =>
        priority ? actionItemPriorityLabels[priority] : <span className="text-faint">–</span>,
    },
    {
      key: "status",
      header: "Status",
      width: "9.5rem",
      cell: (item) =>
        changeStatus ? (
          <span className="-ml-2.5 inline-block">
            <StatusMenu item={item} action={changeStatus} />
          </span>
        ) : (
          <ActionItemStatus status={item.status} plain />
        ),
    },
  ];
  return (
    <Table
      caption="Action items"
      columns={columns}
      rows={items}
      rowKey={({ id }) => id}
      rowHref={({ ref }) => `/action-items/${ref}`}
      empty={empty}
    />
  );
}

function Name({ item }: { item: Row }) {
  return (
    <span id={item.ref} className="flex min-w-0 scroll-mt-28 flex-col">
      <span className="wrap-anywhere">{item.title}</span>
      <span className="tabular wrap-anywhere font-normal text-faint text-xs">
        {item.ref}
        {item.incident ? ` · ${item.incident.ref} ${item.incident.title}` : ""}
      </span>
    </span>
  );
}
