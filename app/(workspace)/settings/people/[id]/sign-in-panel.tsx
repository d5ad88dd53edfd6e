"use client";

import { useActionState } from "react";
import { FormAnswer } from "@/components/people/form-answer";
import { isHandedOver } from "@/components/people/handed-over";
import { OneTimeLink } from "@/components/people/one-time-link";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Form } from "@/components/ui/form";
import { Panel } from "@/components/ui/panel";
import { SubmitButton } from "@/components/ui/submit-button";
import type { PersonState } from "@/lib/people/labels";
import { untouched } from "@/lib/web/form-state";
import {
  submitDeactivation,
  submitFactorReset,
  submitIdentityRemoval,
  submitPasswordLink,
  submitReactivation,
  submitRenewal,
} from "../actions";

type Person = {
  id: string;
  name: string;
  state: PersonState;
  hasPassword: boolean;
  hasSecondFactor: boolean;
  identities: readonly { issuer: string }[];
};

const sentences: Readonly<Record<Exclude<PersonState, "active">, string>> = {
  invited: "Has not accepted the invitation yet.",
  deactivated: "Cannot sign in. What they wrote and signed stays, under their name.",
};

type Props = { person: Person; isSelf: boolean; passwords: boolean; zone: string };

/** How somebody signs in, and what an admin can do about it. `passwords` says whether they are on. */
export function SignInPanel({ person, isSelf, passwords, zone }: Props) {
  return (
    <Panel title="Signing in">
      <div className="flex flex-col items-start gap-4">
        <p className="break-words text-muted text-sm">
          {person.state === "active" ? waysOf(person, passwords) : sentences[person.state]}
        </p>
        {person.state === "deactivated" ? (
          <Reactivation person={person} />
        ) : person.state === "active" && !passwords ? (
          <p className="text-muted text-sm">
            Passwords are switched off here. Where the sign-in service is gone, whoever runs Highwater can
            make a link on the machine: <code>highwater user reset-password</code>.
          </p>
        ) : (
          <LinkOffer key={person.state} person={person} zone={zone} />
        )}
        {person.hasSecondFactor && !isSelf ? (
          <AlertDialog
            title={`Take the second factor from ${person.name}?`}
            consequence="Their password alone signs them in from then on. Make sure that it is they who ask: call them."
            confirmLabel="Take it away"
            action={submitFactorReset}
            fields={{ personId: person.id }}
            trigger="Take the second factor away"
            triggerVariant="secondary"
          />
        ) : null}
        {person.identities.length > 0 ? (
          <AlertDialog
            title={`Forget the link of ${person.name}?`}
            consequence="They are signed out everywhere. Whoever signs in next at the provider with their verified address is linked as them."
            confirmLabel="Forget the link"
            action={submitIdentityRemoval}
            fields={{ personId: person.id }}
            trigger="Forget the link to the provider"
            triggerVariant="secondary"
          />
        ) : null}
        {person.state === "deactivated" || isSelf ? null : (
          <AlertDialog
            title={`Deactivate ${person.name}?`}
            consequence="They are signed out everywhere at once and cannot sign in again. What they wrote and signed stays, under their name. You can reactivate them later."
            confirmLabel="Deactivate"
            action={submitDeactivation}
            fields={{ personId: person.id }}
            trigger="Deactivate"
            triggerVariant="secondary"
          />
        )}
      </div>
    </Panel>
  );
}

function waysOf({ hasPassword, hasSecondFactor, identities }: Person, passwords: boolean): string {
  const password = hasSecondFactor ? "with a password and a code" : "with a password";
  const ways = [
    ...(hasPassword && passwords ? [password] : []),
    ...identities.map(({ issuer }) => `through ${new URL(issuer).host}`),
  ];
  return ways.length > 0
    ? `Signs in ${ways.join(", or ")}.`
    : "Has not come through the sign-in service yet.";
}

function LinkOffer({ person, zone }: { person: Person; zone: string }) {
  const invited = person.state === "invited";
  const [state, submit] = useActionState(invited ? submitRenewal : submitPasswordLink, untouched);
  return (
    <Form action={submit} className="flex w-full flex-col items-start gap-3">
      <FormAnswer state={state} />
      {isHandedOver(state.result) ? <OneTimeLink link={state.result} zone={zone} /> : null}
      <input type="hidden" name="personId" value={person.id} />
      <SubmitButton variant="secondary" pendingLabel="Making the link">
        {invited ? "Make a new invitation link" : "Make a link for a new password"}
      </SubmitButton>
    </Form>
  );
}

function Reactivation({ person }: { person: Person }) {
  const [state, submit] = useActionState(submitReactivation, untouched);
  return (
    <Form action={submit} className="flex w-full flex-col items-start gap-3">
      <FormAnswer state={state} />
      <input type="hidden" name="personId" value={person.id} />
      <SubmitButton variant="secondary">Reactivate</SubmitButton>
    </Form>
  );
}
