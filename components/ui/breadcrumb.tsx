import type { ReactNode } from "react";
import { cx } from "./cx";
import { Link } from "./link";

export type Crumb = { label: ReactNode; href?: string | undefined; key: string };

/** The way here. The last one is the page itself and leads nowhere. */
export function Breadcrumb({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className="min-w-0">
      <ol className="flex min-w-0 items-center gap-1.5 text-muted text-sm">
        {crumbs.map((crumb, index) => {
          const last = index === crumbs.length - 1;
          return (
            <li
              key={crumb.key}
              className={cx(
                // Where there is too little room, what is above gives way first.
                last
                  ? "max-w-full min-w-0 shrink-0 truncate max-sm:max-w-4/5"
                  : "flex min-w-0 items-center gap-1.5",
                // A phone has room for where one is and for what is above it.
                crumbs.length > 2 && index < crumbs.length - 2 && "max-sm:hidden",
              )}
            >
              {crumb.href && !last ? (
                <Link
                  href={crumb.href}
                  className="truncate hover:text-ink hover:underline hover:underline-offset-2"
                >
                  {crumb.label}
                </Link>
              ) : (
                <span aria-current={last ? "page" : undefined} className={last ? "text-ink" : undefined}>
                  {crumb.label}
                </span>
              )}
              {last ? null : (
                <span aria-hidden="true" className="text-faint">
                  /
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
