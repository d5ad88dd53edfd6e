import { Bell as BellIcon } from "lucide-react";
import Link from "next/link";

/** Leads to the inbox, and says how much in it is unread. 100 stands for that many or more. */
export function Bell({ href, unread }: { href: string; unread: number }) {
  const shown = unread >= 100 ? "99+" : String(unread);
  return (
    <Link
      href={href}
      aria-label={unread === 0 ? "Inbox" : `Inbox, ${shown} unread`}
      className="relative flex size-8 items-center justify-center rounded-full text-muted transition-colors hover:bg-hover hover:text-ink pointer-coarse:size-10"
    >
      <BellIcon aria-hidden="true" className="size-4" />
      {unread > 0 ? (
        <span
          aria-hidden="true"
          className="tabular absolute -top-0.5 -right-0.5 flex h-4 min-w-4 items-center justify-center rounded-full bg-accent px-1 font-medium text-2xs text-on-accent ring-2 ring-page"
        >
          {shown}
        </span>
      ) : null}
    </Link>
  );
}
