import { Flag } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";

/** The list is empty because of its filters. */
export function NothingFits() {
  return (
    <EmptyState
      level={2}
      title="Nothing fits these filters"
      actions={<LinkButton href="/incidents">Clear them</LinkButton>}
    >
      Take one away, or look among all incidents.
    </EmptyState>
  );
}

/** The list is empty because nothing is open. */
export function NoIncidents({ mayDeclare }: { mayDeclare: boolean }) {
  return (
    <EmptyState
      level={2}
      title="Nothing is open"
      actions={
        <>
          {mayDeclare ? (
            <LinkButton href="/incidents/new">
              <Flag aria-hidden="true" />
              Declare incident
            </LinkButton>
          ) : null}
          <LinkButton href="/incidents?status=all">All incidents</LinkButton>
        </>
      }
    >
      Incidents that need somebody appear here.
    </EmptyState>
  );
}
