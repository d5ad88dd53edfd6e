"use client";

import dynamic from "next/dynamic";
import { usePathname } from "next/navigation";
import { entriesName } from "@/lib/incidents/timeline/labels";

// Every page of an incident has this at hand, and few readers ever see it.
const LeftWaiting = dynamic(
  () =>
    import("./[ref]/left-waiting").then(
      ({ LeftWaiting }) => LeftWaiting,
      () => () => null,
    ),
  { ssr: false },
);

/** What waits on this device for the incident of the address. */
export function LeftHere({ personId }: { personId: string }) {
  const [, , ref = ""] = usePathname().split("/");
  return (
    <div className="mx-auto w-full max-w-2xl px-5">
      <LeftWaiting incidentRef={ref} draft={entriesName(personId, ref)} />
    </div>
  );
}
