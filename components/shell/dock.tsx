"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { Ellipsis, Flag } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useState } from "react";
import { cx } from "@/components/ui/cx";
import { DialogFrame } from "@/components/ui/dialog-frame";
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
  "flex h-(--dock-height) flex-1 flex-col items-center justify-center gap-0.5 text-2xs -outline-offset-4 [&_svg]:size-5";

/** The navigation of phones: four places, everything else in a sheet, and declaring where the thumb is. */
export function Dock({ items, groups, declareHref }: Props) {
  const path = usePathname();
  const [open, setOpen] = useState(false);
  return (
    <nav
      aria-label="Main, short"
      className="fixed inset-x-0 bottom-0 z-(--z-dock) flex border-line border-t bg-panel pb-[env(safe-area-inset-bottom)] md:hidden print:hidden"
    >
      {declareHref && path !== declareHref ? (
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
              "relative",
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
      <Base.Root open={open} onOpenChange={setOpen}>
        <Base.Trigger className={cx(slot, "text-muted")}>
          <Ellipsis aria-hidden="true" />
          More
        </Base.Trigger>
        <DialogFrame>
          <Base.Title className="sr-only">All places</Base.Title>
          <div className="grid grid-cols-2 gap-x-3 gap-y-1 p-4">
            {groups.flatMap((group) =>
              group.items.map((item) => (
                <NavLink key={item.href} item={item} onNavigate={() => setOpen(false)} />
              )),
            )}
          </div>
          <Base.Close className="mx-4 mb-4 h-11 rounded-md border border-rim font-medium">Close</Base.Close>
        </DialogFrame>
      </Base.Root>
    </nav>
  );
}
