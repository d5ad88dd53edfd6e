import { CloudOff } from "lucide-react";
import { Link } from "@/components/ui/link";
import type { WaitingHere } from "./left-on-device";

/** How many entries wait, and the way to each incident that they are sent from. */
export function WaitingLine({ waiting }: { waiting: readonly WaitingHere[] }) {
  const count = waiting.reduce((sum, one) => sum + one.count, 0);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b bg-panel px-4 py-1.5 text-muted text-sm md:px-6">
      <CloudOff aria-hidden="true" className="size-4 shrink-0" />
      <span>{count === 1 ? "One entry waits to be sent" : `${count} entries wait to be sent`}</span>
      {waiting.map(({ ref }) => (
        <Link key={ref} href={`/incidents/${ref}`} className="tabular text-accent pointer-coarse:py-2">
          Open {ref}
        </Link>
      ))}
    </div>
  );
}
