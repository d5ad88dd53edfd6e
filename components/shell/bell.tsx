"use client";

import { Bell as BellIcon } from "lucide-react";
import { usePathname } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { Link } from "@/components/ui/link";
import { latestUnread, type Unread } from "./unread";

export type BellProps = {
  href: string;
  /** What was unread as the frame was made. */
  made: Unread;
  /** Tells the same as JSON later on: `{ unread, at }`. */
  unreadHref: string;
};

/** Leads to the inbox, and says how much in it is unread. Asks anew whenever another page is opened, and only then. */
export function Bell({ href, made, unreadHref }: BellProps) {
  const path = usePathname();
  const lastPath = useRef(path);
  const [heard, setHeard] = useState<Unread | null>(null);
  useEffect(() => {
    if (lastPath.current === path) return;
    lastPath.current = path;
    const stop = new AbortController();
    // Without an answer the bell keeps what it knew; the page itself says what is wrong.
    fetch(unreadHref, { signal: stop.signal })
      .then((answer) => (answer.ok ? answer.json() : null))
      .then((told: Unread | null) => told && setHeard(told))
      .catch(() => undefined);
    return () => stop.abort();
  }, [path, unreadHref]);
  const { unread: count } = latestUnread(made, heard);
  const shown = count >= 100 ? "99+" : String(count);
  return (
    <Link
      href={href}
      aria-label={count === 0 ? "Inbox" : `Inbox, ${shown} unread`}
      className="relative flex size-8 shrink-0 items-center justify-center rounded-full text-muted transition-colors hover:bg-hover hover:text-ink pointer-coarse:size-11"
    >
      <BellIcon aria-hidden="true" className="size-4" />
      {count > 0 ? (
        <span
          aria-hidden="true"
          className="tabular absolute bottom-1/2 left-1/2 flex h-4 min-w-4 items-center justify-center rounded-full bg-accent px-1 font-medium text-2xs text-on-accent ring-2 ring-page"
        >
          {shown}
        </span>
      ) : null}
    </Link>
  );
}
