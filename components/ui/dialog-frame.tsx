"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { type ReactNode, type RefObject, useRef } from "react";
import { cx } from "./cx";

const widths = { sm: "sm:max-w-md", md: "sm:max-w-xl", lg: "sm:max-w-3xl" };

const firstField = "input:not([type=hidden], [type=checkbox], [type=radio]), textarea, select";

type Props = {
  size?: keyof typeof widths | undefined;
  /** Where the focus returns to; without it, to where it was. */
  opener?: RefObject<HTMLElement | null> | undefined;
  children: ReactNode;
};

/** Scrim and sheet of every dialog: centred on wide screens, at the thumb on phones. */
export function DialogFrame({ size = "md", opener, children }: Props) {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Portal>
      <Base.Backdrop className="fixed inset-0 z-(--z-dialog) bg-scrim transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
      <Base.Viewport className="fixed inset-0 z-(--z-dialog) flex items-end justify-center sm:items-start sm:p-6 sm:pt-[12vh]">
        <Base.Popup
          ref={popup}
          finalFocus={opener ?? true}
          initialFocus={() => popup.current?.querySelector<HTMLElement>(firstField) ?? true}
          className={cx(
            "flex max-h-[88dvh] w-full flex-col overflow-y-auto overscroll-contain bg-overlay shadow-dialog outline-none",
            "rounded-t-lg pb-[env(safe-area-inset-bottom)] sm:max-h-[76dvh] sm:rounded-lg sm:pb-0",
            "transition-[opacity,translate] data-ending-style:translate-y-2 data-starting-style:translate-y-2 data-ending-style:opacity-0 data-starting-style:opacity-0",
            widths[size],
          )}
        >
          {children}
        </Base.Popup>
      </Base.Viewport>
    </Base.Portal>
  );
}
