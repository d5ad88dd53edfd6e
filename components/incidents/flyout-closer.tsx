"use client";

import { useEffect } from "react";

const question = "[role=alertdialog]";

/** Whether a press answers a question that lies above everything else: its own way out is the one that is meant. */
const isAnswer = ({ target }: Event) =>
  document.querySelector(question) !== null ||
  (target instanceof Element && target.closest(question) !== null);

/** Closes open flyouts on Escape, with the focus back on their button, and when something else is clicked. */
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
    document.addEventListener("keydown", onKeyDown);
    document.addEventListener("pointerdown", onPointerDown);
    return () => {
      document.removeEventListener("keydown", onKeyDown);
      document.removeEventListener("pointerdown", onPointerDown);
    };
  }, []);
  return null;
}
