"use client";

import { useActionState } from "react";
import { FormAnswer } from "@/components/people/form-answer";
import { PasswordField } from "@/components/people/password-field";
import { Form } from "@/components/ui/form";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { untouched } from "@/lib/web/form-state";
import { submitSignIn } from "../actions";

export function SignInForm({ callbackUrl }: { callbackUrl: string }) {
  const [state, submit] = useActionState(submitSignIn, untouched);
  return (
    <Form action={submit} className="flex flex-col gap-4">
      <FormAnswer state={state} labels={{ email: "E-mail address", password: "Password" }} />
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <TextField
        name="email"
        label="E-mail address"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={state.values.email}
        errors={state.fields}
        required
      />
      <PasswordField name="password" label="Password" autoComplete="current-password" errors={state.fields} />
      <SubmitButton size="lg" pendingLabel="Signing in" className="mt-1 w-full">
        Sign in
      </SubmitButton>
    </Form>
  );
}
