import { UserPlus } from "lucide-react";
import { Flyout } from "@/components/incidents/flyout";
import { QuickAction } from "@/components/incidents/quick-action";
import { Avatar } from "@/components/ui/avatar";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import type { Context } from "@/lib/core/context";
import { may } from "@/lib/core/permissions";
import { mayTakePart } from "@/lib/incidents/participants/rules";
import type { IncidentDetail } from "@/lib/incidents/queries";
import { isPlain, roleNameOf } from "@/lib/incidents/roles/rules";
import { listActivePeople } from "@/lib/people/queries";
import { submitParticipantRemoval } from "./actions";
import { ParticipantForm } from "./participant-form";
import { rolesGiven } from "./roles-given";

type Props = {
  incident: IncidentDetail;
  context: Context;
  /** Who is asked about before being removed. */
  removing: string | null;
};

/** Who works on the incident, and in which role. */
export async function PeoplePanel({ incident, context, removing }: Props) {
  const { ref, participants, restrictedAt } = incident;
  const editable = may(context.actor, "incident.add-participant");
  const [people, roles] = editable ? await Promise.all([listActivePeople(context), rolesGiven()]) : [[], []];
  return (
    <Panel
      title="People"
      id="people"
      description={restrictedAt ? "Only they, and admins, see this incident." : undefined}
      actions={
        editable ? (
          <Flyout group="people" size="sm" variant="ghost" trigger={<Add />}>
            <ParticipantForm incidentRef={ref} people={people.map(asChoice)} roles={roles} />
          </Flyout>
        ) : null
      }
    >
      {participants.length === 0 ? <p className="text-faint text-sm">Nobody yet.</p> : null}
      <ul className="flex flex-col gap-2">
        {participants.map(({ id, person, ...taking }) => {
          const role = roleNameOf(taking);
          const [name, as] = [person.name, role.name.toLowerCase()];
          const removal = {
            action: submitParticipantRemoval,
            fields: { ref, personId: person.id, role: role.key },
            size: "sm" as const,
            label: `Remove ${name} as ${as}`,
          };
          return (
            <li key={id} className="relative flex flex-wrap items-center justify-between gap-x-2 gap-y-1">
              <span className="min-w-0">
                <Avatar name={name} withName />
                <span className="ml-2 text-faint text-xs">{role.name}</span>
              </span>
              {editable ? (
                <span className="flex items-center gap-3">
                  {isPlain(role) ? null : (
                    <Flyout
                      group="people"
                      size="sm"
                      variant="ghost"
                      label={`Hand over ${as}`}
                      trigger="Hand over"
                      // As wide as the panel, it unfolds beneath the line, not beside its own button.
                      className="static!"
                    >
                      <ParticipantForm
                        incidentRef={ref}
                        people={people
                          .filter((one) => one.id !== person.id && mayTakePart(one, role).may)
                          .map(asChoice)}
                        roles={[role]}
                      />
                    </Flyout>
                  )}
                  {restrictedAt ? (
                    <LinkButton
                      href={`/incidents/${ref}?remove=${id}#people`}
                      scroll={false}
                      variant="ghost"
                      size="sm"
                      aria-label={removal.label}
                    >
                      Remove
                    </LinkButton>
                  ) : (
                    <QuickAction {...removal} variant="ghost">
                      Remove
                    </QuickAction>
                  )}
                </span>
              ) : null}
              {editable && restrictedAt && removing === id ? (
                <div className="grid basis-full gap-2 rounded-md border border-line bg-sunken p-3 text-sm">
                  <div role="alert">
                    <p className="font-medium">{`${removal.label}?`}</p>
                    <p className="mt-0.5 text-muted">{name} may no longer see this restricted incident.</p>
                  </div>
                  <div className="flex flex-wrap gap-2">
                    <QuickAction {...removal} variant="danger">
                      Remove
                    </QuickAction>
                    <LinkButton href={`/incidents/${ref}#people`} scroll={false} variant="ghost" size="sm">
                      Cancel
                    </LinkButton>
                  </div>
                </div>
              ) : null}
            </li>
          );
        })}
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

const asChoice = ({ id, name, title }: { id: string; name: string; title: string | null }) => ({
  value: id,
  label: title ? `${name}, ${title}` : name,
});
