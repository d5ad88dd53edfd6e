"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { shellEvents } from "./events";
import type { PaletteEntry, PaletteSearch } from "./palette-types";

const load = () => import("./command-palette").then((module) => module.CommandPalette);
const CommandPalette = dynamic(load, { ssr: false });

type Props = { entries: readonly PaletteEntry[]; search?: PaletteSearch | undefined };

/**
 * Waits for ⌘K, Ctrl-K or a press on search; only then the palette itself is fetched. What is typed until it is there,
 * and has the focus, is kept for it and means nothing else.
 */
export function PaletteHost({ entries, search }: Props) {
  const [wanted, setWanted] = useState(false);
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState("");
  const [hears, setHears] = useState(false);
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
  useEffect(() => {
    if (!open) {
      setHears(false);
      setQuery("");
    }
    if (!open || hears) return;
    const keep = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.isComposing) return;
      if (event.key === "Escape") setOpen(false);
      else if (event.key === "Backspace") setQuery((typed) => typed.slice(0, -1));
      else if (event.key.length === 1) setQuery((typed) => typed + event.key);
      else return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    window.addEventListener("keydown", keep, { capture: true });
    return () => window.removeEventListener("keydown", keep, { capture: true });
  }, [open, hears]);
  if (!wanted) return null;
  const typing = { query, onQueryChange: setQuery, onHears: () => setHears(true) };
  return <CommandPalette open={open} onOpenChange={setOpen} entries={entries} search={search} {...typing} />;
}
