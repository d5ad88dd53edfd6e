"use client";

import { useActionState } from "react";
import { FormAnswer } from "@/components/people/form-answer";
import { PasswordField } from "@/components/people/password-field";
import { passwordHint } from "@/components/people/password-hint";
import { TimeZoneField } from "@/components/people/time-zone-field";
import { Form } from "@/components/ui/form";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { untouched } from "@/lib/web/form-state";
import { submitAcceptance } from "../../actions";

const labels = { name: "Name", title: "Job title", timeZone: "Time zone", password: "Password" };

type Props = {
  token: string;
  person: { name: string; email: string; title: string | null };
  zones: readonly string[];
};

export function AcceptanceForm({ token, person, zones }: Props) {
  const [state, submit] = useActionState(submitAcceptance, untouched);
  const { values, fields } = state;
  return (
    <Form action={submit} className="flex flex-col gap-4">
      <FormAnswer state={state} labels={labels} />
      <input type="hidden" name="token" value={token} />
      <TextField
        name="email"
        label="E-mail address"
        type="email"
        autoComplete="username"
        hint="You sign in with it. An admin can change it."
        value={person.email}
        readOnly
      />
      <TextField
        name="name"
        label={labels.name}
        autoComplete="name"
        defaultValue={values.name ?? person.name}
        errors={fields}
        required
      />
      <TextField
        name="title"
        label={labels.title}
        autoComplete="organization-title"
        hint="Stands beneath your name where you sign."
        defaultValue={values.title ?? person.title ?? ""}
        errors={fields}
        optional
      />
      <TimeZoneField
        zones={zones}
        value={values.timeZone ?? "UTC"}
        detect={!values.timeZone}
        errors={fields}
      />
      <PasswordField
        name="password"
        label={labels.password}
        autoComplete="new-password"
        hint={passwordHint}
        errors={fields}
      />
      <SubmitButton size="lg" pendingLabel="Accepting" className="mt-1 w-full">
        Accept and sign in
      </SubmitButton>
    </Form>
  );
}
