"use client";

import { useEntryQueue } from "./use-entry-queue";
import { WaitingEntries } from "./waiting-entries";

/** What was typed on this device into an incident that takes nothing more from them: it stays readable for whoever typed it. */
export function LeftWaiting({ incidentRef, draft }: { incidentRef: string; draft: string }) {
  return <WaitingEntries queue={useEntryQueue(draft, incidentRef)} />;
}
