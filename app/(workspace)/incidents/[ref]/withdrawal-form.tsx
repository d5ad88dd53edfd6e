"use client";

import { type ReactNode, useActionState } from "react";
import { Form } from "@/components/ui/form";
import { FormErrors } from "@/components/ui/form-errors";
import { LinkButton } from "@/components/ui/link-button";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { type FormState, untouched } from "@/lib/web/form-state";

type Props = {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  /** The incident, and what of it is withdrawn. */
  fields: Readonly<Record<string, string>>;
  /** What it is called on the button: 'entry', 'update'. */
  what: string;
  cancelHref: string;
  /** What becomes of it. */
  children: ReactNode;
};

/** Takes something back that was told of an incident, and asks why. It can be restored. */
export function WithdrawalForm({ action, fields, what, cancelHref, children }: Props) {
  const [state, send] = useActionState(action, untouched);
  return (
    <Form action={send} className="mt-3 flex flex-col gap-3 rounded-md border border-line bg-panel p-3">
      <FormErrors
        key={state.turn}
        form="withdraw"
        message={state.status === "refused" ? state.message : undefined}
        errors={state.fields}
      />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <p className="text-muted text-sm">{children}</p>
      <TextField
        name="reason"
        form="withdraw"
        label="Why it is withdrawn"
        errors={state.fields}
        defaultValue={state.values.reason ?? ""}
        autoComplete="off"
        required
        autoFocus
      />
      <div className="flex flex-wrap gap-2">
        <SubmitButton variant="danger" pendingLabel="Withdrawing">
          Withdraw {what}
        </SubmitButton>
        <LinkButton href={cancelHref}>Cancel</LinkButton>
      </div>
    </Form>
  );
}
