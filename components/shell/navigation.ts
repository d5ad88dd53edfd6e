import type { ReactNode } from "react";

export type NavItem = {
  href: string;
  label: string;
  icon: ReactNode;
  /** How many wait there; nothing is shown for none. */
  count?: number | undefined;
};

export type NavGroup = { key: string; label?: string | undefined; items: readonly NavItem[] };

/** Whether `path` is the item's page or lies beneath it. */
export function isCurrent(href: string, path: string): boolean {
  return href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`);
}
