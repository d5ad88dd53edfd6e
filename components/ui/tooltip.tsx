"use client";

import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";
import { Kbd } from "./kbd";

type Props = {
  label: ReactNode;
  /** Keys that do the same, shown beside the label: `["g", "i"]`. */
  keys?: readonly string[] | undefined;
  side?: "top" | "bottom" | "left" | "right" | undefined;
  /** The element that is explained. It must be able to take the focus. */
  children: ReactElement;
};

/** Words beside an element on hover and on focus. It explains; it never carries what is said nowhere else. */
export function Tooltip({ label, keys, side = "top", children }: Props) {
  return (
    <Base.Root>
      <Base.Trigger delay={350} closeDelay={60} render={children} />
      {/* Said aloud it would only repeat: what can be pressed has a name of its own. */}
      <Base.Portal aria-hidden="true">
        <Base.Positioner side={side} sideOffset={6} className="z-(--z-popup)">
          <Base.Popup className="flex max-w-72 items-center gap-2 rounded-sm bg-ink px-2 py-1 text-page text-xs shadow-popup transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0">
            {label}
            {keys ? <Kbd keys={keys} inverse /> : null}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
