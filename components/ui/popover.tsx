"use client";

import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { type ButtonSize, type ButtonVariant, buttonClass } from "./button-class";
import { useOpener } from "./use-opener";

const load = () => import("./popover-body").then((module) => module.PopoverBody);
const PopoverBody = dynamic(load, { ssr: false });

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
  const opener = useOpener({ load });
  return (
    <>
      <button
        {...opener.trigger}
        aria-haspopup="dialog"
        aria-label={label}
        className={buttonClass(variant, size)}
      >
        {trigger}
      </button>
      {opener.wanted ? (
        <PopoverBody
          open={opener.isOpen}
          onOpenChange={opener.change}
          opener={opener.button}
          {...{ label, title, align, children }}
        />
      ) : null}
    </>
  );
}
