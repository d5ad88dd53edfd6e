"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { type ButtonSize, type ButtonVariant, buttonClass } from "./button-class";
import { DialogFrame } from "./dialog-frame";

type Props = {
  title: ReactNode;
  description?: ReactNode;
  /** The words (and icon) of the button that opens it. Without it the dialog is opened by `open`. */
  trigger?: ReactNode;
  triggerVariant?: ButtonVariant | undefined;
  triggerSize?: ButtonSize | undefined;
  triggerLabel?: string | undefined;
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  size?: "sm" | "md" | "lg" | undefined;
  children: ReactNode;
};

/** A task above the page. The focus stays in it and returns to where it came from; Escape closes it. */
export function Dialog(props: Props) {
  const { title, description, trigger, triggerVariant, triggerSize, triggerLabel, size, children } = props;
  return (
    <Base.Root open={props.open} onOpenChange={(open) => props.onOpenChange?.(open)}>
      {trigger === undefined ? null : (
        <Base.Trigger className={buttonClass(triggerVariant, triggerSize)} aria-label={triggerLabel}>
          {trigger}
        </Base.Trigger>
      )}
      <DialogFrame size={size}>
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
