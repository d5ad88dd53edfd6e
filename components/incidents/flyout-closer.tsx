"use client";

import { useEffect } from "react";

const question = "[role=alertdialog]";

/** Whether a press answers a question that lies above everything else: its own way out is the one that is meant. */
const isAnswer = ({ target }: Event) =>
  document.querySelector(question) !== null ||
  (target instanceof Element && target.closest(question) !== null);

/**
 * Closes open flyouts on Escape, with the focus back on their button, when something else is clicked, and when one of their
 * links is followed: the frame that they stand in stays.
 */
export function FlyoutCloser() {
  useEffect(() => {
    const open = () => document.querySelectorAll<HTMLDetailsElement>("details[data-flyout][open]");
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || isAnswer(event)) return;
      for (const flyout of open()) {
        flyout.open = false;
        flyout.querySelector("summary")?.focus();
      }
    };
    const onPointerDown = (event: PointerEvent) => {
      if (isAnswer(event)) return;
      for (const flyout of open())
        if (!(event.target instanceof Node && flyout.contains(event.target))) flyout.open = false;
    };
    const onClick = ({ target }: MouseEvent) => {
      const link = target instanceof Element ? target.closest("a[href]") : null;
      const flyout = link?.closest<HTMLDetailsElement>("details[data-flyout][open]");
      if (!flyout) return;
      flyout.open = false;
      flyout.querySelector("summary")?.focus();
    };
    document.addEventListener("keydown", onKeyDown);
    document.addEventListener("click", onClick);
    document.addEventListener("pointerdown", onPointerDown);
    return () => {
      document.removeEventListener("keydown", onKeyDown);
      document.removeEventListener("click", onClick);
      document.removeEventListener("pointerdown", onPointerDown);
    };
  }, []);
  return null;
}
