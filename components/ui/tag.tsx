import type { ReactNode } from "react";

/** A word that somebody gave: a label, an environment, a field's name. Carries no state. */
export function Tag({ children, mono = false }: { children: ReactNode; mono?: boolean | undefined }) {
  return (
    <span
      className={`inline-flex h-5 max-w-full items-center truncate align-middle rounded-xs border border-line bg-panel px-1.5 text-muted text-xs ${mono ? "font-mono" : ""}`}
    >
      {children}
    </span>
  );
}
