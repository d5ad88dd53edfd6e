"use client";

import { useEffect, useRef } from "react";
import type { FormState } from "@/lib/web/form-state";

/** Inside a form: folds the flyout around it once the form is accepted, and gives the focus back to its button. */
export function FlyoutAnswer({ state }: { state: FormState }) {
  const anchor = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (state.status === "done") fold(anchor.current?.closest<HTMLDetailsElement>(around));
  }, [state]);
  // What was done may take the form itself away before its answer is shown here.
  useEffect(() => {
    const form = anchor.current?.closest("form");
    const flyout = anchor.current?.closest<HTMLDetailsElement>(around);
    let sent = false;
    const onSubmit = () => {
      sent = true;
    };
    form?.addEventListener("submit", onSubmit);
    return () => {
      form?.removeEventListener("submit", onSubmit);
      if (sent) fold(flyout);
    };
  }, []);
  return <span ref={anchor} hidden />;
}

const around = "details[data-flyout]";

function fold(flyout: HTMLDetailsElement | null | undefined): void {
  if (!flyout?.open) return;
  flyout.open = false;
  flyout.querySelector("summary")?.focus();
}
