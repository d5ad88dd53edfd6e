"use client";

import { type FormEvent, type ReactNode, useRef, useSyncExternalStore } from "react";
import { nobodyElse, onPresence, othersHere, sentenceOfTyping } from "./presence-store";

const toldAgainMs = 3_000;

/**
 * Around the composer: tells the others that something is being typed into it, at most every three seconds, and says who
 * of them is typing. It is not read aloud: it would talk into what is being written.
 */
export function TypingLine({ incidentRef, children }: { incidentRef: string; children: ReactNode }) {
  const { typing } = useSyncExternalStore(onPresence, othersHere, () => nobodyElse);
  const toldAt = useRef<number | null>(null);
  const tell = (method: "PUT" | "DELETE") => {
    toldAt.current = method === "PUT" ? performance.now() : null;
    fetch(`/incidents/${encodeURIComponent(incidentRef)}/typing`, { method, keepalive: true }).catch(
      () => {},
    );
  };
  const stop = () => {
    if (toldAt.current !== null) tell("DELETE");
  };
  const types = ({ target }: FormEvent) => {
    if (!(target instanceof HTMLTextAreaElement)) return;
    if (target.value.trim() === "") stop();
    else if (toldAt.current === null || performance.now() - toldAt.current > toldAgainMs) tell("PUT");
  };
  return (
    <div className="relative" onInput={types} onSubmit={stop}>
      {children}
      <p className="absolute inset-x-3 top-full truncate text-2xs text-muted print:hidden">
        {sentenceOfTyping(typing)}
      </p>
    </div>
  );
}
