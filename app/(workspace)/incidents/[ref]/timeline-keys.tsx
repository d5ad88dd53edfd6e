"use client";

import { useEffect } from "react";
import { shellEvents } from "@/components/shell/events";

/** Takes the focus from entry to entry by `j` and `k`: onto its time, which is the link to it. */
export function TimelineKeys() {
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    document.addEventListener(shellEvents.nextEntry, () => step(1), { signal });
    document.addEventListener(shellEvents.previousEntry, () => step(-1), { signal });
    return () => listening.abort();
  }, []);
  return null;
}

function step(by: 1 | -1): void {
  const entries = [...document.querySelectorAll<HTMLElement>("#timeline li[data-at]")];
  const here = entries.findIndex((entry) => entry.contains(document.activeElement));
  // From elsewhere the first step is to the first entry that can be seen.
  const seen = entries.findIndex((entry) => entry.getBoundingClientRect().bottom > 0);
  const next = entries[here === -1 ? Math.max(seen, 0) : here + by];
  next?.querySelector<HTMLElement>("a")?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
}
