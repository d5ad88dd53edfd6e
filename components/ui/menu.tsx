"use client";

import { Menu as Base } from "@base-ui/react/menu";
import Link from "next/link";
import { type ReactNode, useTransition } from "react";
import { toast } from "sonner";
import { type FormState, untouched } from "@/lib/web/form-state";
import { type ButtonSize, type ButtonVariant, buttonClass } from "./button-class";
import { cx } from "./cx";

export type MenuEntry =
  | { kind: "separator"; key: string }
  | {
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
  return (
    <Base.Root>
      <Base.Trigger aria-label={label} className={buttonClass(variant, size)}>
        {trigger}
      </Base.Trigger>
      <Base.Portal render={<section aria-label={label ?? "Menu"} />}>
        <Base.Positioner align={align} sideOffset={4} className="z-(--z-popup) outline-none">
          <Base.Popup className="min-w-44 max-w-80 rounded-md bg-overlay p-1 shadow-popup outline-none transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0">
            {entries.map((entry) => (
              <Entry key={entry.key} entry={entry} />
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Entry({ entry }: { entry: MenuEntry }) {
  const [, startTransition] = useTransition();
  if (entry.kind === "separator") return <Base.Separator className="my-1 h-px bg-line" />;
  const { label, icon, hint, danger, disabled, href, action, fields } = entry;
  const className = cx(
    "flex w-full cursor-default items-start gap-2.5 rounded-sm px-2.5 py-1.5 text-base outline-none pointer-coarse:py-2.5",
    "data-disabled:opacity-55 data-highlighted:bg-hover [&_svg]:mt-0.75 [&_svg]:size-4 [&_svg]:shrink-0",
    danger ? "text-danger-ink" : "text-ink [&_svg]:text-muted",
  );
  const content = (
    <>
      {icon}
      <span className="min-w-0">
        {label}
        {hint ? <span className="block text-faint text-xs">{hint}</span> : null}
      </span>
    </>
  );
  if (href) {
    return (
      <Base.LinkItem className={className} render={<Link href={href} />} closeOnClick>
        {content}
      </Base.LinkItem>
    );
  }
  const run = () => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields ?? {})) form.set(name, value);
    startTransition(async () => {
      const answer = await action?.(untouched, form);
      if (answer?.status === "refused") toast.error(answer.message);
      else if (answer?.message) toast.success(answer.message);
    });
  };
  return (
    <Base.Item className={className} disabled={disabled ?? false} onClick={run}>
      {content}
    </Base.Item>
  );
}
