"use client";

import { useActionState } from "react";
import { FormAnswer } from "@/components/people/form-answer";
import { PasswordField } from "@/components/people/password-field";
import { passwordHint } from "@/components/people/password-hint";
import { Form } from "@/components/ui/form";
import { SubmitButton } from "@/components/ui/submit-button";
import { untouched } from "@/lib/web/form-state";
import { submitNewPassword } from "../../actions";

export function NewPasswordForm({ token, email }: { token: string; email: string }) {
  const [state, submit] = useActionState(submitNewPassword, untouched);
  return (
    <Form action={submit} className="flex flex-col gap-4">
      <FormAnswer state={state} labels={{ password: "New password" }} />
      <input type="hidden" name="token" value={token} />
      {/* A password manager stores the new password under this name. */}
      <input type="hidden" autoComplete="username" value={email} readOnly />
      <PasswordField
        name="password"
        label="New password"
        autoComplete="new-password"
        hint={passwordHint}
        errors={state.fields}
      />
      <SubmitButton size="lg" pendingLabel="Setting it" className="mt-1 w-full">
        Set the new password
      </SubmitButton>
    </Form>
  );
}
