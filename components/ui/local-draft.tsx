"use client";

import { useRef } from "react";
import { Button } from "./button";
import { Callout } from "./callout";
import { useLocalDraft } from "./use-local-draft";

type Props = {
  /** Tells this form from every other, and this person from the next: `${user}:incident:${ref}:summary`. */
  name: string;
  /** Whether the last sending was accepted, for forms that stay on the page. */
  saved?: boolean | undefined;
  /** Counts sendings that the page itself did not let go, so that what was typed is kept on. */
  heldBack?: number | undefined;
};

/** Put it at the top of a form: what is typed survives a reload, a closed tab and a lost session. */
export function LocalDraft({ name, saved = false, heldBack = 0 }: Props) {
  const anchor = useRef<HTMLDivElement>(null);
  const { restored, discard } = useLocalDraft(name, anchor, saved, heldBack);
  return (
    <div ref={anchor} role="status" className="empty:hidden">
      {restored ? (
        <Callout
          title="Your unsaved text was brought back."
          actions={
            <Button size="sm" onClick={discard}>
              Discard it
            </Button>
          }
        >
          It was kept on this device and is not saved yet.
        </Callout>
      ) : null}
    </div>
  );
}
