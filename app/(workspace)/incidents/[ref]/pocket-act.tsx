"use client";

import type { ReactNode } from "react";
import { announce, shellEvents } from "@/components/shell/events";
import { fieldId } from "@/components/ui/field-ids";
import { pocketSlot } from "./pocket-slot";

type Props = {
  /** The command that is begun in the composer, where nothing else stands in it. */
  begins?: string;
  children: ReactNode;
};

/**
 * Takes whoever presses it to the composer, with a command begun: it says what it takes, and offers it. Without JavaScript
 * it leads there.
 */
export function PocketAct({ begins, children }: Props) {
  return (
    <a
      href={`#${fieldId("text")}`}
      onClick={(event) => {
        event.preventDefault();
        begin(begins);
      }}
      className={`${pocketSlot} text-muted`}
    >
      {children}
    </a>
  );
}

/** Nothing, or a command that nothing stands behind yet: what takes its place loses no word. */
const bareCommand = /^\s*(?:\/[a-z]*\s*@?\s*)?$/i;

function begin(text = ""): void {
  announce(shellEvents.timelineEntry);
  const field = document.activeElement;
  if (!(field instanceof HTMLTextAreaElement)) return;
  // What is offered unfolds beneath the field, and the keyboard covers the lower half.
  field.scrollIntoView({ block: "start" });
  if (text === "" || !bareCommand.test(field.value)) return;
  field.setRangeText(text, 0, field.value.length, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
