"use client";

import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { type ButtonSize, type ButtonVariant, buttonClass } from "./button-class";
import { useOpener } from "./use-opener";

const load = () => import("./dialog-body").then((module) => module.DialogBody);
const DialogBody = dynamic(load, { ssr: false });

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
  const { title, description, size, children } = props;
  const opener = useOpener({ load, open: props.open, onOpenChange: props.onOpenChange });
  return (
    <>
      {props.trigger === undefined ? null : (
        <button
          {...opener.trigger}
          aria-haspopup="dialog"
          aria-label={props.triggerLabel}
          className={buttonClass(props.triggerVariant, props.triggerSize)}
        >
          {props.trigger}
        </button>
      )}
      {opener.wanted ? (
        <DialogBody
          open={opener.isOpen}
          onOpenChange={opener.change}
          opener={props.trigger === undefined ? undefined : opener.button}
          {...{ title, description, size, children }}
        />
      ) : null}
    </>
  );
}
