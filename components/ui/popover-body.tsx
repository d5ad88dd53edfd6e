"use client";

import { Popover as Base } from "@base-ui/react/popover";
import type { ReactNode, RefObject } from "react";
import { leavesToOpener } from "./leaves-to-opener";

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  opener: RefObject<HTMLElement | null>;
  label: string | undefined;
  title: ReactNode;
  align: "start" | "center" | "end";
  children: ReactNode;
};

/** What a `Popover` opens. */
export function PopoverBody({ open, onOpenChange, opener, label, title, align, children }: Props) {
  return (
    <Base.Root
      open={open}
      onOpenChange={(next, details) => {
        if (!leavesToOpener(details.event, opener.current)) onOpenChange(next);
      }}
    >
      <Base.Portal>
        <Base.Positioner
          anchor={opener}
          align={align}
          sideOffset={6}
          collisionPadding={12}
          className="z-(--z-popup)"
        >
          <Base.Popup
            finalFocus={opener}
            aria-label={title ? undefined : label}
            className="max-h-(--available-height) w-80 max-w-(--available-width) overflow-y-auto rounded-md bg-overlay p-4 text-base shadow-popup outline-none transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0"
          >
            {title ? <Base.Title className="mb-2 text-base">{title}</Base.Title> : null}
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
