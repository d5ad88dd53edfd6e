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
import { submitAcceptance } from "../../actions";

const labels = { ...ownLabels, password: "Password" };

type Props = {
  token: string;
  person: { name: string; email: string; title: string | null };
  zones: readonly string[];
};

export function AcceptanceForm({ token, person, zones }: Props) {
  const [state, submit] = useActionState(submitAcceptance, untouched);
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
      <OwnFields state={state} person={person} zones={zones} />
      <PasswordField
        name="password"
        label={labels.password}
        autoComplete="new-password"
        hint={passwordHint}
        errors={state.fields}
      />
      <SubmitButton size="lg" pendingLabel="Accepting" className="mt-1 w-full">
        Accept and sign in
      </SubmitButton>
    </Form>
  );
}
