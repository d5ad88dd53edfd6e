"use client";

import { useActionState } from "react";
import { FormAnswer } from "@/components/people/form-answer";
import { OwnFields, ownLabels } from "@/components/people/own-fields";
import { Form } from "@/components/ui/form";
import { SubmitButton } from "@/components/ui/submit-button";
import { untouched } from "@/lib/web/form-state";
import { submitProfile } from "./actions";

type Props = {
  person: { name: string; email: string; title: string | null; timeZone: string };
  zones: readonly string[];
};

export function ProfileForm({ person, zones }: Props) {
  const [state, submit] = useActionState(submitProfile, untouched);
  return (
    <Form action={submit} className="flex flex-col gap-4">
      <FormAnswer state={state} labels={ownLabels} form="profile" />
      <OwnFields state={state} person={person} zones={zones} form="profile" />
      <p className="text-faint text-xs">You sign in as {person.email}. An admin can change that address.</p>
      <SubmitButton pendingLabel="Saving" className="self-start">
        Save
      </SubmitButton>
    </Form>
  );
}
