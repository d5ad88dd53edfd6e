"use client";

import { useActionState } from "react";
import { FormAnswer } from "@/components/people/form-answer";
import { Form } from "@/components/ui/form";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { untouched } from "@/lib/web/form-state";
import { submitMember } from "../actions";

type Props = { teamId: string; people: readonly { id: string; name: string; title: string | null }[] };

export function AddMemberForm({ teamId, people }: Props) {
  const [state, submit] = useActionState(submitMember, untouched);
  if (people.length === 0) return <p className="text-muted text-sm">Everybody belongs to this team.</p>;
  return (
    <Form action={submit} className="flex flex-col gap-3">
      <FormAnswer state={state} labels={{ personId: "Person" }} form="member" />
      <input type="hidden" name="teamId" value={teamId} />
      <div className="flex flex-wrap items-end gap-2">
        <SelectField
          form="member"
          name="personId"
          label="Add a member"
          placeholder="Choose a person"
          options={people.map(({ id, name, title }) => ({
            value: id,
            label: title ? `${name}, ${title}` : name,
          }))}
          errors={state.fields}
          className="w-72 max-w-full"
          required
        />
        <SubmitButton variant="secondary">Add</SubmitButton>
      </div>
    </Form>
  );
}
