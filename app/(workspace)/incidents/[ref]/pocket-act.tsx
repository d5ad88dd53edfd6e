"use client";

import type { ReactNode } from "react";
import { announce, shellEvents } from "@/components/shell/events";
import { pocketSlot } from "./pocket-slot";

type Props = {
  /** The command that is put in front of what stands in the composer, where none does yet. */
  begins?: string;
  children: ReactNode;
};

/** Takes whoever presses it to the composer, with a command begun: it says what it takes, and offers it. */
export function PocketAct({ begins, children }: Props) {
  return (
    <button type="button" onClick={() => begin(begins)} className={`${pocketSlot} text-muted`}>
      {children}
    </button>
  );
}

function begin(text = ""): void {
  announce(shellEvents.timelineEntry);
  const field = document.activeElement;
  if (!(field instanceof HTMLTextAreaElement)) return;
  // What is offered unfolds beneath the field, and the keyboard covers the lower half.
  field.scrollIntoView({ block: "start" });
  if (text === "" || field.value.startsWith("/")) return;
  field.setRangeText(text, 0, 0, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
