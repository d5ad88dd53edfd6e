"use client";

import { useEffect } from "react";

/** Closes open flyouts on Escape, with the focus back on their button, and when something else is clicked. */
export function FlyoutCloser() {
  useEffect(() => {
    const open = () => document.querySelectorAll<HTMLDetailsElement>("details[data-flyout][open]");
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      for (const flyout of open()) {
        flyout.open = false;
        flyout.querySelector("summary")?.focus();
      }
    };
    const onPointerDown = (event: PointerEvent) => {
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
