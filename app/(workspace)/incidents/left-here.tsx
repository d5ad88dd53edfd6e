"use client";

import { usePathname } from "next/navigation";
import { entriesName } from "@/lib/incidents/timeline/labels";
import { LeftWaiting } from "./[ref]/left-waiting";

/** What waits on this device for the incident of the address. */
export function LeftHere({ personId }: { personId: string }) {
  const [, , ref = ""] = usePathname().split("/");
  return (
    <div className="mx-auto w-full max-w-2xl px-5">
      <LeftWaiting incidentRef={ref} draft={entriesName(personId, ref)} />
    </div>
  );
}
