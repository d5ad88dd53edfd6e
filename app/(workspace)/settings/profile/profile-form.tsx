"use client";

import { useActionState } from "react";
import { FormAnswer } from "@/components/people/form-answer";
import { TimeZoneField } from "@/components/people/time-zone-field";
import { Form } from "@/components/ui/form";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { untouched } from "@/lib/web/form-state";
import { submitProfile } from "./actions";

const labels = { name: "Name", title: "Job title", timeZone: "Time zone" };

type Props = {
  person: { name: string; email: string; title: string | null; timeZone: string };
  zones: readonly string[];
};

export function ProfileForm({ person, zones }: Props) {
  const [state, submit] = useActionState(submitProfile, untouched);
  const { values, fields } = state;
  return (
    <Form action={submit} className="flex flex-col gap-4">
      <FormAnswer state={state} labels={labels} form="profile" />
      <TextField
        form="profile"
        name="name"
        label={labels.name}
        autoComplete="name"
        defaultValue={values.name ?? person.name}
        errors={fields}
        required
      />
      <TextField
        form="profile"
        name="title"
        label={labels.title}
        autoComplete="organization-title"
        hint="Stands beneath your name where you sign."
        defaultValue={values.title ?? person.title ?? ""}
        errors={fields}
        optional
      />
      <TimeZoneField
        form="profile"
        zones={zones}
        value={values.timeZone ?? person.timeZone}
        errors={fields}
      />
      <p className="text-faint text-xs">You sign in as {person.email}. An admin can change that address.</p>
      <SubmitButton pendingLabel="Saving" className="self-start">
        Save
      </SubmitButton>
    </Form>
  );
}
