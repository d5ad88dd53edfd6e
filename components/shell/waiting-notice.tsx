"use client";

import { usePathname } from "next/navigation";
import { useSyncExternalStore } from "react";
import { useLate } from "@/components/ui/use-late";
import { hearWaiting, type WaitingHere, waitingOf } from "./left-on-device";
import { WaitingLine } from "./waiting-line";

/** Says that entries wait on this device for an incident to be opened, on every page but the incident's, which shows them. */
export function WaitingNotice({ personId }: { personId: string }) {
  const path = usePathname();
  const told = useSyncExternalStore(
    hearWaiting,
    // The same text until something changes.
    () => JSON.stringify(waitingOf(personId)),
    () => "[]",
  );
  const elsewhere = (JSON.parse(told) as WaitingHere[]).filter(({ ref }) => path !== `/incidents/${ref}`);
  const late = useLate(elsewhere[0]?.ref);
  return (
    <div role="status" className="print:hidden">
      {late && elsewhere.length > 0 ? <WaitingLine waiting={elsewhere} /> : null}
    </div>
  );
}
