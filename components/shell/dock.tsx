"use client";

import { Ellipsis, Flag } from "lucide-react";
import { usePathname } from "next/navigation";
import { useRef } from "react";
import { cx } from "@/components/ui/cx";
import { Link } from "@/components/ui/link";
import { NavLink } from "./nav-link";
import { isCurrent, type NavGroup, type NavItem } from "./navigation";

type Props = {
  /** Four places for the bar itself. */
  items: readonly NavItem[];
  /** Everything, for the sheet. */
  groups: readonly NavGroup[];
  declareHref?: string | undefined;
};

const slot =
  "relative flex h-(--dock-height) flex-1 flex-col items-center justify-center gap-0.5 text-2xs -outline-offset-4 [&_svg]:size-5";

/** The navigation of phones: four places, everything else in a sheet, and declaring where the thumb is. */
export function Dock({ items, groups, declareHref }: Props) {
  const path = usePathname();
  return (
    <nav
      data-dock=""
      aria-label="Main, short"
      className="fixed inset-x-0 bottom-0 z-(--z-dock) flex border-line border-t bg-panel pb-[env(safe-area-inset-bottom)] md:hidden print:hidden"
    >
      {/* Within an incident its own acts are what is wanted, and the button would lie over them. */}
      {declareHref && !path.startsWith(declareHref.replace(/[^/]+$/, "")) ? (
        <Link
          href={declareHref}
          className="absolute right-4 bottom-[calc(100%+0.75rem)] flex h-12 items-center gap-2 rounded-full bg-ink px-4.5 font-medium text-page shadow-popup"
        >
          <Flag aria-hidden="true" className="size-4" />
          Declare
        </Link>
      ) : null}
      {items.map((item) => {
        const current = isCurrent(item.href, path);
        return (
          <Link
            key={item.href}
            href={item.href}
            aria-current={current ? "page" : undefined}
            className={cx(
              slot,
              current
                ? "font-medium text-accent before:absolute before:inset-x-4 before:-top-px before:h-0.5 before:bg-accent"
                : "text-muted",
            )}
          >
            {item.icon}
            {item.label}
          </Link>
        );
      })}
      <Sheet groups={groups} />
    </nav>
  );
}

function Sheet({ groups }: { groups: readonly NavGroup[] }) {
  const sheet = useRef<HTMLDivElement>(null);
  return (
    <>
      <button type="button" popoverTarget="places" className={cx(slot, "text-muted")}>
        <Ellipsis aria-hidden="true" />
        More
      </button>
      <div
        ref={sheet}
        id="places"
        popover="auto"
        className="inset-x-0 top-auto bottom-0 m-0 max-h-[80dvh] w-full max-w-none rounded-t-lg bg-overlay pb-[env(safe-area-inset-bottom)] text-ink shadow-dialog backdrop:bg-scrim"
      >
        <div className="flex flex-col gap-4 p-4">
          {groups.map((group) => (
            <div key={group.key}>
              {group.label ? <p className="mb-1 px-2.5 text-faint text-xs">{group.label}</p> : null}
              <div className="grid grid-cols-2 gap-x-3 gap-y-1">
                {group.items.map((item) => (
                  <NavLink key={item.href} item={item} onNavigate={() => sheet.current?.hidePopover()} />
                ))}
              </div>
            </div>
          ))}
          <button
            type="button"
            popoverTarget="places"
            popoverTargetAction="hide"
            className="h-11 rounded-md border border-rim font-medium"
          >
            Close
          </button>
        </div>
      </div>
    </>
  );
}
