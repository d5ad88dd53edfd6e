import { cx } from "@/components/ui/cx";
import { Link } from "@/components/ui/link";
import type { InboxFilters } from "@/lib/notifications/schema";
import { inboxAddress } from "./inbox-address";

type Props = { show: InboxFilters["show"]; unread: number };

/** All or only what is unread, as two addresses. */
export function ShowChoice({ show, unread }: Props) {
  const choices = [
    { value: "all", label: "All", count: null },
    { value: "unread", label: "Unread", count: unread >= 100 ? "99+" : unread },
  ] as const;
  return (
    <span className="flex gap-1">
      {choices.map(({ value, label, count }) => (
        <Link
          key={value}
          href={inboxAddress({ show: value })}
          aria-current={show === value ? "true" : undefined}
          className={cx(
            "inline-flex h-7 items-center gap-1.5 rounded-md px-2.5 text-sm pointer-coarse:h-9",
            show === value ? "bg-selected font-medium text-ink" : "text-muted hover:bg-hover hover:text-ink",
          )}
        >
          {label}
          {count ? <span className="tabular text-faint text-xs">{count}</span> : null}
        </Link>
      ))}
    </span>
  );
}
