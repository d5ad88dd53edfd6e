"use client";

import { usePathname } from "next/navigation";
import { cx } from "@/components/ui/cx";
import { Link } from "@/components/ui/link";
import { isCurrent, type NavItem } from "./navigation";

/** One line of the rail. */
export function NavLink({ item, onNavigate }: { item: NavItem; onNavigate?: (() => void) | undefined }) {
  const current = isCurrent(item.href, usePathname());
  return (
    <Link
      href={item.href}
      onClick={() => onNavigate?.()}
      aria-current={current ? "page" : undefined}
      className={cx(
        "relative flex h-7.5 items-center gap-2.5 rounded-md px-2.5 transition-colors pointer-coarse:h-11 [&_svg]:size-4 [&_svg]:shrink-0",
        current
          ? "bg-selected font-medium text-ink md:before:absolute md:before:inset-y-1.5 md:before:-left-3 md:before:w-0.5 md:before:bg-accent [&_svg]:text-accent"
          : "text-muted hover:bg-hover hover:text-ink",
      )}
    >
      {item.icon}
      <span className="min-w-0 flex-1 truncate">{item.label}</span>
      {item.count ? <span className="tabular text-faint text-xs">{item.count}</span> : null}
    </Link>
  );
}
