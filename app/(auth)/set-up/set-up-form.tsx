"use client";

import { useActionState } from "react";
import { FormAnswer } from "@/components/people/form-answer";
import { OwnFields, ownLabels } from "@/components/people/own-fields";
import { PasswordField } from "@/components/people/password-field";
import { passwordHint } from "@/components/people/password-hint";
import { Form } from "@/components/ui/form";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { untouched } from "@/lib/web/form-state";
import { submitSetUp } from "../actions";

const labels = { ...ownLabels, email: "E-mail address", password: "Password" };

export function SetUpForm({ token, zones }: { token: string; zones: readonly string[] }) {
  const [state, submit] = useActionState(submitSetUp, untouched);
  return (
    <Form action={submit} className="flex flex-col gap-4">
      <FormAnswer state={state} labels={labels} />
      <input type="hidden" name="token" value={token} />
      <OwnFields state={state} zones={zones}>
        <TextField
          name="email"
          label={labels.email}
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          hint="You sign in with it."
          defaultValue={state.values.email}
          errors={state.fields}
          required
        />
      </OwnFields>
      <PasswordField
        name="password"
        label={labels.password}
        autoComplete="new-password"
        hint={passwordHint}
        errors={state.fields}
      />
      <SubmitButton size="lg" pendingLabel="Setting up" className="mt-1 w-full">
        Make the first admin
      </SubmitButton>
    </Form>
  );
}
