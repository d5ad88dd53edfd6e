import { UserPlus } from "lucide-react";
import { Flyout } from "@/components/incidents/flyout";
import { QuickAction } from "@/components/incidents/quick-action";
import { Avatar } from "@/components/ui/avatar";
import { Panel } from "@/components/ui/panel";
import type { Context } from "@/lib/core/context";
import { may } from "@/lib/core/permissions";
import { incidentRoleLabels } from "@/lib/incidents/participants/labels";
import type { IncidentDetail } from "@/lib/incidents/queries";
import { listActivePeople } from "@/lib/people/queries";
import { submitParticipantRemoval } from "./actions";
import { ParticipantForm } from "./participant-form";

type Props = { incident: IncidentDetail; context: Context };

/** Who works on the incident, and in which role. */
export async function PeoplePanel({ incident, context }: Props) {
  const { ref, participants, restrictedAt } = incident;
  const editable = may(context.actor, "incident.add-participant");
  const people = editable ? await listActivePeople(context) : [];
  return (
    <Panel
      title="People"
      id="people"
      description={restrictedAt ? "Only they, and admins, see this incident." : undefined}
      actions={
        editable ? (
          <Flyout group="people" size="sm" variant="ghost" trigger={<Add />}>
            <ParticipantForm
              incidentRef={ref}
              people={people.map(({ id, name, title }) => ({
                value: id,
                label: title ? `${name}, ${title}` : name,
              }))}
            />
          </Flyout>
        ) : null
      }
    >
      {participants.length === 0 ? <p className="text-faint text-sm">Nobody yet.</p> : null}
      <ul className="flex flex-col gap-2">
        {participants.map(({ role, person }) => (
          <li key={`${role} ${person.id}`} className="flex items-center justify-between gap-2">
            <span className="min-w-0">
              <Avatar name={person.name} withName />
              <span className="ml-2 text-faint text-xs">{incidentRoleLabels[role]}</span>
            </span>
            {editable ? (
              <QuickAction
                action={submitParticipantRemoval}
                fields={{ ref, personId: person.id, role }}
                variant="ghost"
                size="sm"
                label={`Remove ${person.name} as ${incidentRoleLabels[role].toLowerCase()}`}
              >
                Remove
              </QuickAction>
            ) : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Add() {
  return (
    <>
      <UserPlus aria-hidden="true" />
      Add
    </>
  );
}
