"use client";

import { createContext, type ReactNode, useContext, useMemo, useState } from "react";

/** The moment that is looked at, in epoch milliseconds, and how to look at another. */
export type Cursor = { at: number | null; move: (at: number | null) => void };

const Shared = createContext<Cursor | undefined>(undefined);

/** Around charts and a timeline: they look at the same moment. */
export function TimeCursor({ children }: { children: ReactNode }) {
  const [at, move] = useState<number | null>(null);
  const cursor = useMemo(() => ({ at, move }), [at]);
  return <Shared value={cursor}>{children}</Shared>;
}

/** The cursor shared by a `TimeCursor` around; looks nowhere without one. */
export function useSharedCursor(): Cursor {
  return useContext(Shared) ?? nowhere;
}

const nowhere: Cursor = { at: null, move: () => {} };

/** The cursor that is handed in, else the one shared by a `TimeCursor` around, else one of its own. */
export function useTimeCursor(
  at?: number | null | undefined,
  onCursor?: ((at: number | null) => void) | undefined,
): Cursor {
  const shared = useContext(Shared);
  const [own, setOwn] = useState<number | null>(null);
  const used = shared ?? { at: own, move: setOwn };
  return {
    at: at === undefined ? used.at : at,
    move: (next) => {
      used.move(next);
      onCursor?.(next);
    },
  };
}
