"use client";

import { useActionState } from "react";
import { FormAnswer } from "@/components/people/form-answer";
import { isHandedOver } from "@/components/people/handed-over";
import { OneTimeLink } from "@/components/people/one-time-link";
import { Form } from "@/components/ui/form";
import { RadioGroup } from "@/components/ui/radio-group";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { untouched } from "@/lib/web/form-state";
import { submitInvitation } from "./actions";

const labels = { name: "Name", email: "E-mail address", title: "Job title", role: "Role" };

type Props = { roles: readonly { value: string; label: string; hint: string }[]; zone: string };

export function InviteForm({ roles, zone }: Props) {
  const [state, submit] = useActionState(submitInvitation, untouched);
  const { values, fields, result } = state;
  const done = state.status === "done" ? state.turn : 0;
  return (
    <Form action={submit} resetKey={done} className="flex flex-col gap-4">
      <FormAnswer state={state} labels={labels} form="invitation" />
      {isHandedOver(result) ? <OneTimeLink link={result} zone={zone} /> : null}
      <TextField
        form="invitation"
        name="email"
        label={labels.email}
        type="email"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={values.email}
        errors={fields}
        required
      />
      <TextField
        form="invitation"
        name="name"
        label={labels.name}
        autoComplete="off"
        defaultValue={values.name}
        errors={fields}
        required
      />
      <TextField
        form="invitation"
        name="title"
        label={labels.title}
        autoComplete="off"
        defaultValue={values.title}
        errors={fields}
        optional
      />
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
