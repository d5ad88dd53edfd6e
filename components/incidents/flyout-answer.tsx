"use client";

import { useEffect, useRef } from "react";
import type { FormState } from "@/lib/web/form-state";

/**
 * Inside a form: folds the flyout around it once the form is accepted, and gives the focus back to its button. Where a
 * form goes away with what it did and no flyout around it is left, the heading that it stood under gets the focus.
 */
export function FlyoutAnswer({ state }: { state: FormState }) {
  const anchor = useRef<HTMLSpanElement>(null);
  const sent = useRef(false);
  useEffect(() => {
    if (state.status === "done") fold(anchor.current?.closest<HTMLDetailsElement>(around));
    if (state.status === "refused") sent.current = false;
  }, [state]);
  // What was done may take the form itself away before its answer is shown here.
  useEffect(() => {
    const form = anchor.current?.closest("form");
    const flyout = anchor.current?.closest<HTMLDetailsElement>(around);
    let heading: HTMLElement | null = null;
    const onSubmit = () => {
      sent.current = true;
      heading = headingOver(form);
    };
    form?.addEventListener("submit", onSubmit);
    return () => {
      form?.removeEventListener("submit", onSubmit);
      if (!sent.current) return;
      if (flyout?.isConnected) fold(flyout);
      else focusOn(heading);
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

/** The heading of what an element stands in: of the innermost that has one. */
function headingOver(element: Element | null | undefined): HTMLElement | null {
  for (let around = element?.parentElement; around; around = around.parentElement) {
    const heading = around.querySelector<HTMLElement>("h1, h2, h3");
    if (heading) return heading;
  }
  return null;
}

/** Somebody who went on to another place meanwhile stays there. */
function focusOn(heading: HTMLElement | null): void {
  if (!heading || (document.activeElement ?? document.body) !== document.body) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
