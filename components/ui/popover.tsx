"use client";

import { Popover as Base } from "@base-ui/react/popover";
import type { ReactNode } from "react";
import { type ButtonSize, type ButtonVariant, buttonClass } from "./button-class";

type Props = {
  trigger: ReactNode;
  /** The button's name where its content is only an icon. */
  label?: string | undefined;
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  /** Heads the popover and names it. */
  title?: ReactNode;
  align?: "start" | "center" | "end" | undefined;
  children: ReactNode;
};

/** More about something, or a small form, beside the button that asked for it. */
export function Popover({ trigger, label, variant, size, title, align = "start", children }: Props) {
  return (
    <Base.Root>
      <Base.Trigger aria-label={label} className={buttonClass(variant, size)}>
        {trigger}
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={6} collisionPadding={12} className="z-(--z-popup)">
          <Base.Popup
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
