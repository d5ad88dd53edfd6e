import { ActionItemOwner } from "@/components/reviews/action-item-owner";
import { ActionItemStatus } from "@/components/reviews/action-item-status";
import { DueDate } from "@/components/reviews/due-date";
import { StatusMenu } from "@/components/reviews/status-menu";
import { Link } from "@/components/ui/link";
import type { ActionItemLine, getActionItemBoard } from "@/lib/reviews/action-items/queries";
import { submitStatus } from "../actions";

type Props = {
  columns: Awaited<ReturnType<typeof getActionItemBoard>>;
  today: string;
  mayChange: boolean;
  /** The list of one status with all its items. */
  allHref: (status: ActionItemLine["status"]) => string;
};

/** Action items by status, side by side; a card's status is changed by its menu. */
export function Board({ columns, today, mayChange, allHref }: Props) {
  return (
    <div className="grid auto-cols-[minmax(13rem,1fr)] grid-flow-col gap-3 overflow-x-auto p-3">
      {columns.map(({ status, count, items }) => (
        <section key={status} aria-label={`${count} ${status.replaceAll("_", " ")}`} className="min-w-0">
          <h2 className="mb-2 flex items-center justify-between px-1">
            <ActionItemStatus status={status} plain />
            <span className="tabular font-normal text-faint text-sm">{count}</span>
          </h2>
          <ul className="flex min-h-24 flex-col gap-2 rounded-md bg-sunken p-2">
            {items.map((item) => (
              <Card key={item.id} {...{ item, today, mayChange }} />
            ))}
            {items.length === 0 ? <li className="px-1 py-2 text-faint text-sm">None.</li> : null}
            {count > items.length ? (
              <li>
                <Link
                  href={allHref(status)}
                  className="px-1 text-accent text-sm underline underline-offset-2"
                >
                  All {count}
                </Link>
              </li>
            ) : null}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Card({ item, today, mayChange }: { item: ActionItemLine; today: string; mayChange: boolean }) {
  return (
    <li className="flex flex-col gap-1.5 rounded-md border border-line bg-panel p-2.5 text-sm">
      <Link href={`/action-items/${item.ref}`} className="wrap-anywhere font-medium hover:underline">
        {item.title}
      </Link>
      <span className="tabular wrap-anywhere text-faint text-xs">
        {item.ref} · {item.incident.ref}
      </span>
      <span className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <ActionItemOwner owner={item.owner} />
        {item.dueOn ? <DueDate item={item} today={today} /> : null}
      </span>
      {mayChange ? (
        <span className="-ml-2.5">
          <StatusMenu item={item} action={submitStatus} />
        </span>
      ) : null}
    </li>
  );
}
