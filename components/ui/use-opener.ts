"use client";

import { useRef, useState } from "react";

type Options = {
  /** Fetches what will be opened; called as soon as somebody comes near. */
  load: () => Promise<unknown>;
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
};

/**
 * A button and what it opens, where the latter is fetched only when it is wanted: most pages are read
 * without opening anything.
 */
export function useOpener({ load, open, onOpenChange }: Options) {
  const button = useRef<HTMLButtonElement>(null);
  const [ownOpen, setOwnOpen] = useState(false);
  const [opened, setOpened] = useState(false);
  const isOpen = open ?? ownOpen;
  const change = (next: boolean) => {
    if (next) setOpened(true);
    setOwnOpen(next);
    onOpenChange?.(next);
  };
  return {
    isOpen,
    change,
    button,
    /** Whether it must be in the page: open, or closing. */
    wanted: opened || isOpen,
    trigger: {
      ref: button,
      type: "button",
      "aria-expanded": isOpen,
      onPointerEnter: () => void load(),
      onFocus: () => void load(),
      onClick: () => change(!isOpen),
    } as const,
  };
}
