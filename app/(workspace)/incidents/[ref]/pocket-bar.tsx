import { ArrowUpRight, CircleDot, Hand, SquarePen } from "lucide-react";
import { QuickAction } from "@/components/incidents/quick-action";
import type { Actor } from "@/lib/core/context";
import type { IncidentDetail } from "@/lib/incidents/queries";
import { mayAcknowledge } from "@/lib/incidents/rules";
import { submitAcknowledgement } from "./actions";
import { PocketAct } from "./pocket-act";
import { pocketSlot } from "./pocket-slot";

/**
 * What a responder does on a phone, where the thumb is: write, acknowledge, move the status, escalate. It takes the place
 * of the four places in the shell's bar (`components/shell/pocket.css`); those stay in the sheet behind 'More'.
 */
export function PocketBar({ incident, actor }: { incident: IncidentDetail; actor: Actor }) {
  const { ref, milestones } = incident;
  const acknowledged = milestones.some(({ kind }) => kind === "acknowledgedAt");
  return (
    <section
      data-pocket-bar=""
      aria-label="Work on this incident"
      className="fixed bottom-0 left-0 z-(--z-dock) flex w-4/5 border-line border-t bg-panel pb-[env(safe-area-inset-bottom)] md:hidden print:hidden"
    >
      <PocketAct>
        <SquarePen aria-hidden="true" />
        Log
      </PocketAct>
      {!acknowledged && mayAcknowledge(incident, actor).may ? (
        <div className="min-w-0 flex-1">
          <QuickAction
            action={submitAcknowledgement}
            fields={{ ref }}
            variant="primary"
            className={`${pocketSlot} h-(--dock-height)! w-full rounded-none! px-0! text-2xs! [&_svg]:size-5!`}
            refusalClassName="absolute inset-x-0 bottom-full border-line border-t bg-panel p-3"
          >
            <Hand aria-hidden="true" />
            Acknowledge
          </QuickAction>
        </div>
      ) : null}
      <PocketAct begins="/status ">
        <CircleDot aria-hidden="true" />
        Status
      </PocketAct>
      <PocketAct begins="/escalate @">
        <ArrowUpRight aria-hidden="true" />
        Escalate
      </PocketAct>
    </section>
  );
}
