"use client";

import { useState } from "react";
import { useSharedCursor } from "@/components/charts/time-cursor";
import { nearestTo } from "./moments";

/** An entry in a line, with its time in epoch milliseconds. */
export type ShownEntry = { id: string; at: number; says: string };

/** The entry that is nearest to the moment last looked at, one press away: a timeline may be far from the chart. */
export function NearestEntry({ entries }: { entries: readonly ShownEntry[] }) {
  const { at } = useSharedCursor();
  const [last, setLast] = useState<number | null>(null);
  // Leaving the chart for the link must not take the link away.
  if (at !== null && at !== last) setLast(at);
  const moment = at ?? last;
  const times = entries.map((entry) => entry.at);
  const nearest = moment === null ? undefined : entries[nearestTo(times, moment)];
  return (
    <p className="mt-2 min-h-5 truncate text-sm print:hidden">
      {nearest ? (
        <>
          <span className="text-muted">Nearest entry: </span>
          <a href={`#entry-${nearest.id}`} className="text-accent hover:underline">
            {nearest.says}
          </a>
        </>
      ) : null}
    </p>
  );
}
