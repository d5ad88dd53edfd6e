"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { cx } from "./cx";
import { Link } from "./link";

export type Tab = {
  href: string;
  label: ReactNode;
  /** A figure beside the label, such as how many there are or `6/9`. */
  count?: number | string | undefined;
};

/** Pages of one thing, side by side. The tab whose address is the longest match is the current one. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const path = usePathname();
  const current = currentTab(tabs, path);
  return (
    <nav aria-label={label} className="-mb-px flex gap-5 overflow-x-auto overflow-y-hidden">
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          aria-current={tab.href === current ? "page" : undefined}
          className={cx(
            "flex shrink-0 items-center gap-1.5 border-b-2 py-2 text-base pointer-coarse:py-2.75 -outline-offset-2 transition-colors",
            tab.href === current
              ? "border-accent font-medium text-ink"
              : "border-transparent text-muted hover:border-rim hover:text-ink",
          )}
        >
          {tab.label}
          {tab.count === undefined ? null : (
            <span className="tabular rounded-sm bg-sunken px-1.5 text-muted text-xs">{tab.count}</span>
          )}
        </Link>
      ))}
    </nav>
  );
}

function currentTab(tabs: readonly Tab[], path: string): string | undefined {
  return tabs
    .map((tab) => tab.href)
    .filter((href) => path === href || path.startsWith(`${href}/`))
    .sort((a, b) => b.length - a.length)[0];
}
