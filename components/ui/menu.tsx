"use client";

import dynamic from "next/dynamic";
import type { KeyboardEvent, ReactNode } from "react";
import type { FormState } from "@/lib/web/form-state";
import { type ButtonSize, type ButtonVariant, buttonClass } from "./button-class";
import { useOpener } from "./use-opener";

const load = () => import("./menu-body").then((module) => module.MenuBody);
const MenuBody = dynamic(load, { ssr: false });

export type MenuItem = {
  kind?: "item" | undefined;
  key: string;
  label: ReactNode;
  icon?: ReactNode;
  /** Said beneath the label. */
  hint?: ReactNode;
  danger?: boolean | undefined;
  disabled?: boolean | undefined;
  /** Where it leads. */
  href?: string | undefined;
  /** What it does, given `fields`; a refusal is shown as a toast. */
  action?: ((before: FormState, form: FormData) => Promise<FormState>) | undefined;
  fields?: Readonly<Record<string, string>> | undefined;
};

export type MenuEntry = MenuItem | { kind: "separator"; key: string };

type Props = {
  /** Words or icon of the button. */
  trigger: ReactNode;
  /** The button's name where its content is only an icon. */
  label?: string | undefined;
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  align?: "start" | "center" | "end" | undefined;
  entries: readonly MenuEntry[];
};

/** A button that opens a list of things to do or places to go. */
export function Menu({ trigger, label, variant, size, align = "end", entries }: Props) {
  const opener = useOpener({ load });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" || opener.isOpen) return;
    event.preventDefault();
    opener.change(true);
  };
  return (
    <>
      <button
        {...opener.trigger}
        onKeyDown={onKeyDown}
        aria-haspopup="menu"
        aria-label={label}
        className={buttonClass(variant, size)}
      >
        {trigger}
      </button>
      {opener.wanted ? (
        <MenuBody
          open={opener.isOpen}
          onOpenChange={opener.change}
          opener={opener.button}
          {...{ label, align, entries }}
        />
      ) : null}
    </>
  );
}
