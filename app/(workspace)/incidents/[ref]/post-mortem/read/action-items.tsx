import { ActionItemOwner } from "@/components/reviews/action-item-owner";
import { ActionItemStatus } from "@/components/reviews/action-item-status";
import { DueDate } from "@/components/reviews/due-date";
import { Link } from "@/components/ui/link";
import type { ActionItem } from "@/lib/reviews/schema";

/** What was promised, by whom and until when; its progress stands beside it and is not part of what is signed. */
export function ActionItems({ items, today }: { items: readonly ActionItem[]; today: string }) {
  return (
    <ol className="flex flex-col text-base">
      {items.map((item) => (
        <li
          key={item.id}
          className="grid gap-x-4 gap-y-1 border-line border-t py-2 first:border-t-0 sm:grid-cols-[1fr_auto]"
        >
          <p className="min-w-0 text-doc">
            <Link
              href={`/action-items/${item.ref}`}
              className="tabular mr-2 font-mono text-faint text-sm hover:text-accent hover:underline"
            >
              {item.ref}
            </Link>
            <span className="wrap-anywhere">{item.title}</span>
          </p>
          <span className="justify-self-start sm:justify-self-end">
            <ActionItemStatus status={item.status} />
          </span>
          <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-muted sm:col-span-2">
            <ActionItemOwner owner={item.owner} />
            <DueDate item={item} today={today} />
          </p>
        </li>
      ))}
    </ol>
  );
}
