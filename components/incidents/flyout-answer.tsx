"use client";

import { useEffect, useRef } from "react";
import type { FormState } from "@/lib/web/form-state";

/** Inside a form: folds the flyout around it once the form is accepted, and gives the focus back to its button. */
export function FlyoutAnswer({ state }: { state: FormState }) {
  const anchor = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const flyout = anchor.current?.closest<HTMLDetailsElement>("details[data-flyout]");
    if (state.status !== "done" || !flyout?.open) return;
    flyout.open = false;
    flyout.querySelector("summary")?.focus();
  }, [state]);
  return <span ref={anchor} hidden />;
}
