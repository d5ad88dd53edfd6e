"use client";

import { Menu as Base } from "@base-ui/react/menu";
import { type RefObject, useTransition } from "react";
import { toast } from "sonner";
import { untouched } from "@/lib/web/form-state";
import { cx } from "./cx";
import { leavesToOpener } from "./leaves-to-opener";
import { Link } from "./link";
import type { MenuEntry, MenuItem } from "./menu";

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  opener: RefObject<HTMLElement | null>;
  label: string | undefined;
  align: "start" | "center" | "end";
  entries: readonly MenuEntry[];
};

/** What a `Menu` opens. */
export function MenuBody({ open, onOpenChange, opener, label, align, entries }: Props) {
  return (
    <Base.Root
      open={open}
      onOpenChange={(next, details) => {
        if (!leavesToOpener(details.event, opener.current)) onOpenChange(next);
      }}
    >
      <Base.Portal render={<section aria-label={label ?? "Menu"} />}>
        <Base.Positioner anchor={opener} align={align} sideOffset={4} className="z-(--z-popup) outline-none">
          <Base.Popup
            finalFocus={opener}
            aria-label={label ?? "Menu"}
            className="min-w-44 max-w-80 rounded-md bg-overlay p-1 shadow-popup outline-none transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0"
          >
            {entries.map((entry) =>
              entry.kind === "separator" ? (
                <Base.Separator key={entry.key} className="my-1 h-px bg-line" />
              ) : (
                <Entry key={entry.key} entry={entry} />
              ),
            )}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Entry({ entry }: { entry: MenuItem }) {
  const [, startTransition] = useTransition();
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
