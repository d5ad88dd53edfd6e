import { ChevronDown, Ellipsis, Hand, Pencil } from "lucide-react";
import { Flyout } from "@/components/incidents/flyout";
import { QuickAction } from "@/components/incidents/quick-action";
import { Link } from "@/components/ui/link";
import { LinkButton } from "@/components/ui/link-button";
import type { Actor } from "@/lib/core/context";
import { may } from "@/lib/core/permissions";
import type { IncidentDetail } from "@/lib/incidents/queries";
import { mayAcknowledge } from "@/lib/incidents/rules";
import { movesFrom, nextMove } from "@/lib/incidents/status/rules";
import type { IncidentStatus } from "@/prisma/generated/enums";
import { submitAcknowledgement } from "./actions";
import { StatusForm } from "./status-form";

const verbs: Partial<Record<IncidentStatus, string>> = { resolved: "Resolve", closed: "Close" };

const menuLine = "block rounded-sm px-2.5 py-1.5 text-ink text-sm hover:bg-hover";

/** What a responder does with an incident as a whole: acknowledge it, move it along, edit its header. */
export function HeaderActions({ incident, actor }: { incident: IncidentDetail; actor: Actor }) {
  const { ref, status, milestones } = incident;
  const acknowledged = milestones.some(({ kind }) => kind === "acknowledgedAt");
  const closed = milestones.some(({ kind }) => kind === "closedAt");
  // A document may say when it was closed and still call it resolved: closing it today is then nobody's next step.
  const next = closed ? null : nextMove(status);
  const moves = movesFrom(status);
  // It goes on elsewhere, and only separating it again makes more of it here.
  if (!may(actor, "incident.edit") || status === "merged") return null;
  return (
    <>
      {!acknowledged && mayAcknowledge(incident, actor).may ? (
        <QuickAction
          action={submitAcknowledgement}
          fields={{ ref }}
          variant="primary"
          className="in-pocket-bar"
        >
          <Hand aria-hidden="true" />
          Acknowledge
        </QuickAction>
      ) : null}
      {next ? (
        <Flyout group="incident" trigger={verbs[next]}>
          <StatusForm incidentRef={ref} status={status} moves={[next]} verb={verbs[next]} key={status} />
        </Flyout>
      ) : null}
      {moves.length > 0 ? (
        <Flyout
          group="incident"
          trigger={
            <>
              Status
              <ChevronDown aria-hidden="true" />
            </>
          }
        >
          <StatusForm incidentRef={ref} status={status} moves={moves} key={status} />
        </Flyout>
      ) : null}
      <LinkButton href={`/incidents/${ref}/edit`}>
        <Pencil aria-hidden="true" />
        Edit
      </LinkButton>
      {status === "cancelled" ? null : (
        <Flyout
          group="incident"
          width="menu"
          label="More to do with it"
          trigger={<Ellipsis aria-hidden="true" />}
        >
          <Link href={`/incidents/${ref}/merge`} className={menuLine}>
            Merge into another
          </Link>
          <Link href={`/incidents/${ref}/split`} className={menuLine}>
            Split off a new one
          </Link>
        </Flyout>
      )}
    </>
  );
}
