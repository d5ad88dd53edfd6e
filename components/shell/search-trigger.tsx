"use client";

import { Search } from "lucide-react";
import { useSyncExternalStore } from "react";
import { Kbd } from "@/components/ui/kbd";
import { announce, shellEvents } from "./events";

/** Looks like a field, opens the palette. */
export function SearchTrigger() {
  return (
    <button
      type="button"
      onClick={() => announce(shellEvents.palette)}
      aria-keyshortcuts="Control+K Meta+K"
      className="flex h-8 items-center gap-2 rounded-md text-muted transition-colors hover:text-ink max-lg:w-8 max-lg:justify-center lg:w-60 lg:border lg:border-rim lg:bg-panel lg:px-2.5 lg:hover:border-edge pointer-coarse:size-11"
    >
      <Search aria-hidden="true" className="size-4 shrink-0" />
      <span className="flex-1 text-left max-lg:sr-only">Search or go to</span>
      <span aria-hidden="true" className="max-lg:hidden">
        <Kbd keys={[useModifier(), "K"]} />
      </span>
    </button>
  );
}

// The server cannot see the keyboard; most readers' keys are right from the start, the others' a moment later.
function useModifier(): string {
  return useSyncExternalStore(
    () => () => undefined,
    () => (/Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl"),
    () => "Ctrl",
  );
}
