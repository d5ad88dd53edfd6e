"use client";

import { useActionState } from "react";
import { BaseField } from "@/components/people/base-field";
import { FormAnswer } from "@/components/people/form-answer";
import { TheirFields, theirLabels } from "@/components/people/their-fields";
import { Form } from "@/components/ui/form";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { untouched } from "@/lib/web/form-state";
import { submitPerson } from "../actions";

const labels = { ...theirLabels, role: "Role" };

type Props = {
  person: { id: string; name: string; email: string; title: string | null; role: string; base: string };
  roles: readonly { value: string; label: string }[];
  isSelf: boolean;
};

export function PersonForm({ person, roles, isSelf }: Props) {
  const [state, submit] = useActionState(submitPerson, untouched);
  const { values, fields } = state;
  const role = values.role ?? person.role;
  return (
    <Form action={submit} className="flex max-w-form flex-col gap-4">
      <FormAnswer state={state} labels={labels} />
      <BaseField
        state={state}
        labels={labels}
        base={person.base}
        words={Object.fromEntries(roles.map(({ value, label }) => [value, label]))}
      />
      <input type="hidden" name="personId" value={person.id} />
      <TheirFields state={state} person={person} />
      {isSelf ? <input type="hidden" name="role" value={person.role} /> : null}
      <SelectField
        key={role}
        name={isSelf ? "ownRole" : "role"}
        label={labels.role}
        hint={
          isSelf
            ? "Another admin can change your role."
            : "Takes effect at once, wherever they are signed in."
        }
        options={roles}
        defaultValue={role}
        errors={fields}
        disabled={isSelf}
      />
      <SubmitButton pendingLabel="Saving" className="self-start">
        Save
      </SubmitButton>
    </Form>
  );
}
