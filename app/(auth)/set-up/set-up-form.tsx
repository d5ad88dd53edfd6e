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
import { submitSetUp } from "../actions";

const labels = {
  name: "Name",
  email: "E-mail address",
  title: "Job title",
  timeZone: "Time zone",
  password: "Password",
};

export function SetUpForm({ token, zones }: { token: string; zones: readonly string[] }) {
  const [{ values, fields, ...state }, submit] = useActionState(submitSetUp, untouched);
  return (
    <Form action={submit} className="flex flex-col gap-4">
      <FormAnswer state={{ values, fields, ...state }} labels={labels} />
      <input type="hidden" name="token" value={token} />
      <TextField
        name="name"
        label={labels.name}
        autoComplete="name"
        defaultValue={values.name}
        errors={fields}
        required
      />
      <TextField
        name="email"
        label={labels.email}
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        hint="You sign in with it."
        defaultValue={values.email}
        errors={fields}
        required
      />
      <TextField
        name="title"
        label={labels.title}
        autoComplete="organization-title"
        hint="Stands beneath your name where you sign."
        defaultValue={values.title}
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
      <SubmitButton size="lg" pendingLabel="Setting up" className="mt-1 w-full">
        Make the first admin
      </SubmitButton>
    </Form>
  );
}
