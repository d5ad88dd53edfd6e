"use client";

import { useActionState } from "react";
import { BaseField } from "@/components/people/base-field";
import { FormAnswer } from "@/components/people/form-answer";
import { Form } from "@/components/ui/form";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { TextareaField } from "@/components/ui/textarea-field";
import { untouched } from "@/lib/web/form-state";
import { submitTeam } from "../actions";

const labels = { name: "Name", description: "What it does" };

export function TeamForm({
  team,
}: {
  team: { id: string; name: string; description: string; base: string };
}) {
  const [state, submit] = useActionState(submitTeam, untouched);
  const { values, fields } = state;
  return (
    <Form action={submit} className="flex flex-col gap-4">
      <FormAnswer state={state} labels={labels} form="team" />
      <BaseField state={state} labels={labels} base={team.base} />
      <input type="hidden" name="teamId" value={team.id} />
      <TextField
        form="team"
        name="name"
        label={labels.name}
        autoComplete="off"
        defaultValue={values.name ?? team.name}
        errors={fields}
        required
      />
      <TextareaField
        form="team"
        name="description"
        label={labels.description}
        rows={3}
        defaultValue={values.description ?? team.description}
        errors={fields}
        optional
      />
      <SubmitButton pendingLabel="Saving" className="self-start">
        Save
      </SubmitButton>
    </Form>
  );
}
