"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { Kbd } from "./kbd";
import { placeBeside, type Side } from "./place-beside";

type Props = {
  label: ReactNode;
  /** Keys that do the same, shown beside the label: `["g", "i"]`. */
  keys?: readonly string[] | undefined;
  side?: Side | undefined;
  /** What is explained; it, or something in it, must be able to take the focus and have a name of its own. */
  children: ReactNode;
};

const delay = 350;

/**
 * Words beside an element on hover and on focus; Escape hides them. They explain, and never carry what is
 * said nowhere else: read aloud they would only repeat, so they are not.
 */
export function Tooltip({ label, keys, side = "top", children }: Props) {
  const frame = useRef<HTMLSpanElement>(null);
  const bubble = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const anchor = frame.current;
    const words = bubble.current;
    if (anchor && words) return explain(anchor, words, side);
  }, [side]);
  return (
    <span ref={frame} className="inline-flex">
      {children}
      <span
        ref={bubble}
        popover="manual"
        aria-hidden="true"
        className="pointer-events-none inset-auto m-0 w-max max-w-72 items-center gap-2 overflow-visible rounded-sm bg-ink px-2 py-1 font-normal text-page text-xs shadow-popup open:flex"
      >
        {label}
        {keys ? <Kbd keys={keys} inverse /> : null}
      </span>
    </span>
  );
}

function explain(anchor: HTMLElement, words: HTMLElement, side: Side) {
  const quiet = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const show = () => {
    clearTimeout(timer);
    if (!words.isConnected || words.matches(":popover-open")) return;
    words.showPopover();
    const place = placeBeside(anchor.getBoundingClientRect(), words.getBoundingClientRect(), side, {
      width: window.innerWidth,
      height: window.innerHeight,
    });
    words.style.left = `${place.left}px`;
    words.style.top = `${place.top}px`;
  };
  const hide = () => {
    clearTimeout(timer);
    if (words.matches(":popover-open")) words.hidePopover();
  };
  const listen = (target: EventTarget, event: string, then: (event: Event) => void, capture = false) =>
    target.addEventListener(event, then, { signal: quiet.signal, capture });
  listen(anchor, "pointerenter", (event) => {
    // A finger that presses wants the act, not its explanation.
    if ((event as PointerEvent).pointerType !== "touch") timer = setTimeout(show, delay);
  });
  listen(anchor, "pointerleave", hide);
  listen(anchor, "pointerdown", hide);
  listen(anchor, "focusin", (event) => {
    if (event.target instanceof HTMLElement && event.target.matches(":focus-visible")) show();
  });
  listen(anchor, "focusout", hide);
  listen(document, "keydown", (event) => {
    if ((event as globalThis.KeyboardEvent).key === "Escape") hide();
  });
  listen(window, "scroll", hide, true);
  return () => {
    hide();
    quiet.abort();
  };
}
