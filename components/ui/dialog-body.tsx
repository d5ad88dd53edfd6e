"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode, RefObject } from "react";
import { buttonClass } from "./button-class";
import { DialogFrame } from "./dialog-frame";

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Where the focus returns to; without it, to where it was. */
  opener: RefObject<HTMLElement | null> | undefined;
  title: ReactNode;
  description?: ReactNode;
  size?: "sm" | "md" | "lg" | undefined;
  children: ReactNode;
};

/** What a `Dialog` opens. */
export function DialogBody({ open, onOpenChange, opener, title, description, size, children }: Props) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <DialogFrame size={size} opener={opener}>
        <header className="flex items-start justify-between gap-4 px-5 pt-4">
          <div className="min-w-0">
            <Base.Title className="text-lg">{title}</Base.Title>
            {description ? (
              <Base.Description className="mt-0.5 text-muted text-sm">{description}</Base.Description>
            ) : null}
          </div>
          <Base.Close
            aria-label="Close"
            className={buttonClass("ghost", "sm", "-mt-0.5 -mr-2 aspect-square px-0!")}
          >
            <X aria-hidden="true" />
          </Base.Close>
        </header>
        <div className="px-5 pt-4 pb-5">{children}</div>
      </DialogFrame>
    </Base.Root>
  );
}
