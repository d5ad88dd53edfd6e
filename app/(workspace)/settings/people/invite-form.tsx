"use client";

import { useActionState } from "react";
import { FormAnswer } from "@/components/people/form-answer";
import { isHandedOver } from "@/components/people/handed-over";
import { OneTimeLink } from "@/components/people/one-time-link";
import { TheirFields, theirLabels } from "@/components/people/their-fields";
import { Form } from "@/components/ui/form";
import { RadioGroup } from "@/components/ui/radio-group";
import { SubmitButton } from "@/components/ui/submit-button";
import { untouched } from "@/lib/web/form-state";
import { submitInvitation } from "./actions";

const labels = { ...theirLabels, role: "Role" };

type Props = { roles: readonly { value: string; label: string; hint: string }[]; zone: string };

export function InviteForm({ roles, zone }: Props) {
  const [state, submit] = useActionState(submitInvitation, untouched);
  const { values, fields, result } = state;
  const done = state.status === "done" ? state.turn : 0;
  return (
    <Form action={submit} resetKey={done} className="flex flex-col gap-4">
      <FormAnswer state={state} labels={labels} form="invitation" />
      {isHandedOver(result) ? <OneTimeLink link={result} zone={zone} /> : null}
      <TheirFields state={state} form="invitation" />
      <RadioGroup
        key={values.role}
        name="role"
        legend={labels.role}
        options={roles}
        defaultValue={values.role ?? "responder"}
        errors={fields}
      />
      <SubmitButton pendingLabel="Making the link" className="self-start">
        Make an invitation link
      </SubmitButton>
    </Form>
  );
}
