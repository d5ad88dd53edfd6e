"use client";

import { useActionState } from "react";
import { FormAnswer } from "@/components/people/form-answer";
import { Form } from "@/components/ui/form";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { TextareaField } from "@/components/ui/textarea-field";
import { untouched } from "@/lib/web/form-state";
import { submitNewTeam } from "./actions";

const labels = { name: "Name", description: "What it does" };

export function NewTeamForm() {
  const [state, submit] = useActionState(submitNewTeam, untouched);
  const { values, fields } = state;
  return (
    <Form action={submit} className="flex flex-col gap-4">
      <FormAnswer state={state} labels={labels} form="new-team" />
      <TextField
        form="new-team"
        name="name"
        label={labels.name}
        autoComplete="off"
        defaultValue={values.name}
        errors={fields}
        required
      />
      <TextareaField
        form="new-team"
        name="description"
        label={labels.description}
        rows={3}
        defaultValue={values.description}
        errors={fields}
        optional
      />
      <SubmitButton pendingLabel="Making it" className="self-start">
        Make the team
      </SubmitButton>
    </Form>
  );
}
