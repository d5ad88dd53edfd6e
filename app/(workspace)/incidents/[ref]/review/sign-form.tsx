"use client";

import { useActionState } from "react";
import { CodeField } from "@/components/people/code-field";
import { PasswordField } from "@/components/people/password-field";
import { Form } from "@/components/ui/form";
import { FormErrors } from "@/components/ui/form-errors";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextareaField } from "@/components/ui/textarea-field";
import type { WayToProve } from "@/lib/people/sign-in/queries";
import { stepLabels } from "@/lib/reviews/sign-offs/labels";
import { untouched } from "@/lib/web/form-state";
import type { SignOffStep } from "@/prisma/generated/enums";
import { submitSignOff } from "./actions";
import { ChangedMeanwhile } from "./changed-meanwhile";

type Props = { documentRef: string; step: SignOffStep; hash: string; way: WayToProve };

/**
 * Signs a step: what was read is sent along as its hash, and the password says once more who signs, where nobody did at
 * a provider before.
 */
export function SignForm({ documentRef, step, hash, way }: Props) {
  const [state, submit] = useActionState(submitSignOff, untouched);
  return (
    <Form action={submit} className="mt-2 flex max-w-form flex-col gap-3">
      <input type="hidden" name="ref" value={documentRef} />
      <input type="hidden" name="step" value={step} />
      <input type="hidden" name="hash" value={hash} />
      <FormErrors
        key={state.turn}
        message={state.status === "refused" ? state.message : undefined}
        errors={state.fields}
        form="sign"
      />
      <ChangedMeanwhile state={state} documentRef={documentRef} then="sign" />
      <TextareaField
        name="comment"
        label="Comment"
        optional
        rows={1}
        form="sign"
        errors={state.fields}
        defaultValue={state.values.comment ?? ""}
      />
      {way.by === "password" ? (
        <PasswordField
          name="password"
          label="Your password"
          hint="A signature asks for it again, so that it is yours and nobody else's."
          autoComplete="current-password"
          form="sign"
          errors={state.fields}
        />
      ) : null}
      {way.by === "password" && way.code ? (
        <CodeField label="Your code" hint="Of your authenticator." form="sign" errors={state.fields} />
      ) : null}
      <div>
        <SubmitButton pendingLabel="Signing">{stepLabels[step].verb}</SubmitButton>
      </div>
    </Form>
  );
}
