"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { shellEvents } from "./events";
import type { PaletteEntry, PaletteSearch } from "./palette-types";

const load = () => import("./command-palette").then((module) => module.CommandPalette);
const CommandPalette = dynamic(load, { ssr: false });

type Props = { entries: readonly PaletteEntry[]; search?: PaletteSearch | undefined };

/** Waits for ⌘K, Ctrl-K or a press on search; only then the palette itself is fetched. */
export function PaletteHost({ entries, search }: Props) {
  const [wanted, setWanted] = useState(false);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const show = () => {
      setWanted(true);
      setOpen(true);
    };
    const onKey = (event: KeyboardEvent) => {
      if (
        event.key.toLowerCase() !== "k" ||
        !(event.metaKey || event.ctrlKey) ||
        event.altKey ||
        event.shiftKey
      )
        return;
      event.preventDefault();
      setWanted(true);
      setOpen((now) => !now);
    };
    document.addEventListener(shellEvents.palette, show);
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener(shellEvents.palette, show);
      document.removeEventListener("keydown", onKey);
    };
  }, []);
  if (!wanted) return null;
  return <CommandPalette open={open} onOpenChange={setOpen} entries={entries} search={search} />;
}
