"use client";

import { useActionState } from "react";
import { FormAnswer } from "@/components/people/form-answer";
import { PasswordField } from "@/components/people/password-field";
import { passwordHint } from "@/components/people/password-hint";
import { Form } from "@/components/ui/form";
import { SubmitButton } from "@/components/ui/submit-button";
import { untouched } from "@/lib/web/form-state";
import { submitPassword } from "./actions";

const labels = { currentPassword: "Current password", newPassword: "New password" };

export function PasswordForm({ email }: { email: string }) {
  const [state, submit] = useActionState(submitPassword, untouched);
  return (
    <Form action={submit} resetKey={state.status === "done" ? state.turn : 0} className="flex flex-col gap-4">
      <FormAnswer state={state} labels={labels} form="password" />
      {/* Tells a password manager whose password this is. */}
      <input type="hidden" autoComplete="username" value={email} readOnly />
      <PasswordField
        form="password"
        name="currentPassword"
        label={labels.currentPassword}
        autoComplete="current-password"
        errors={state.fields}
      />
      <PasswordField
        form="password"
        name="newPassword"
        label={labels.newPassword}
        autoComplete="new-password"
        hint={passwordHint}
        errors={state.fields}
      />
      <SubmitButton variant="secondary" pendingLabel="Changing" className="self-start">
        Change the password
      </SubmitButton>
    </Form>
  );
}
