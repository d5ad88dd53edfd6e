"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { useSharedCursor } from "@/components/charts/time-cursor";
import { momentsAt } from "./moments";

type Props = {
  /** How far from the moment an entry may be and still be of it, in milliseconds. */
  withinMs: number;
  children: ReactNode;
};

/**
 * Around a timeline beside charts: an entry that is pointed at or focused takes the cursor of the charts to its time, and
 * the entries of the moment that the charts are looked at are marked. The entries come from the server and stay as they
 * are: each says its time in `data-at`.
 */
export function TimelineCursor({ withinMs, children }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const { at, move } = useSharedCursor();
  useEffect(() => {
    const entries = [...(root.current?.querySelectorAll<HTMLElement>("[data-at]") ?? [])];
    const moments = momentsAt(
      entries.map(({ dataset }) => Number(dataset.at)),
      at,
      withinMs,
    );
    for (const [index, { dataset }] of entries.entries()) {
      const moment = moments[index];
      if (moment) dataset.moment = moment;
      else delete dataset.moment;
    }
  });
  useEffect(() => {
    const list = root.current;
    if (!list) return;
    const lookAt = (target: EventTarget | null) => {
      const entry = target instanceof Element ? target.closest<HTMLElement>("[data-at]") : null;
      if (entry) move(Number(entry.dataset.at));
    };
    const holds = (target: EventTarget | null) => target instanceof Node && list.contains(target);
    const comes = ({ target }: Event) => lookAt(target);
    const pointsAway = () => (holds(document.activeElement) ? lookAt(document.activeElement) : move(null));
    const goesAway = ({ relatedTarget }: FocusEvent) => {
      if (!holds(relatedTarget)) move(null);
    };
    const listening = new AbortController();
    const { signal } = listening;
    list.addEventListener("pointerover", comes, { signal });
    list.addEventListener("focusin", comes, { signal });
    list.addEventListener("pointerleave", pointsAway, { signal });
    list.addEventListener("focusout", goesAway, { signal });
    return () => listening.abort();
  }, [move]);
  return (
    <div ref={root} className="min-w-0">
      {children}
    </div>
  );
}
