"use client";

import { Bell as BellIcon } from "lucide-react";
import { usePathname } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { Link } from "@/components/ui/link";

export type BellProps = {
  href: string;
  /** How much is unread as the frame was made; 100 stands for that many or more. */
  unread: number;
  /** Tells the same as JSON later on: `{ unread }`. */
  unreadHref: string;
};

/** Leads to the inbox, and says how much in it is unread. Asks anew whenever another page is opened, and only then. */
export function Bell({ href, unread, unreadHref }: BellProps) {
  const path = usePathname();
  const lastPath = useRef(path);
  const [count, setCount] = useState(unread);
  useEffect(() => setCount(unread), [unread]);
  useEffect(() => {
    if (lastPath.current === path) return;
    lastPath.current = path;
    const stop = new AbortController();
    // Without an answer the bell keeps what it knew; the page itself says what is wrong.
    fetch(unreadHref, { signal: stop.signal })
      .then((answer) => (answer.ok ? answer.json() : null))
      .then((told: { unread: number } | null) => told && setCount(told.unread))
      .catch(() => undefined);
    return () => stop.abort();
  }, [path, unreadHref]);
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
