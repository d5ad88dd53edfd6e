import { Badge } from "@/components/ui/badge";
import { formatCalendarDate } from "@/lib/core/dates";
import { isOverdue } from "@/lib/reviews/action-items/rules";
import type { ActionItem } from "@/lib/reviews/schema";

type Props = {
  item: Pick<ActionItem, "dueOn" | "status">;
  /** The calendar date where the reader is, YYYY-MM-DD. */
  today: string;
};

/** Until when an action item was promised, and whether that has passed. */
export function DueDate({ item, today }: Props) {
  if (item.dueOn === null) return <span className="text-faint">no date</span>;
  return (
    <span className="tabular inline-flex items-center gap-2 whitespace-nowrap">
      <time dateTime={item.dueOn}>{formatCalendarDate(item.dueOn)}</time>
      {isOverdue(item, today) ? <Badge tone="danger">Overdue</Badge> : null}
    </span>
  );
}
