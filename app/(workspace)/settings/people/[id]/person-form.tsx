"use client";

import { useActionState } from "react";
import { FormAnswer } from "@/components/people/form-answer";
import { StaleEdit } from "@/components/people/stale-edit";
import { Form } from "@/components/ui/form";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { untouched } from "@/lib/web/form-state";
import { submitPerson } from "../actions";

const labels = { name: "Name", email: "E-mail address", title: "Job title", role: "Role" };

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
      <StaleEdit
        state={state}
        labels={labels}
        base={person.base}
        words={Object.fromEntries(roles.map(({ value, label }) => [value, label]))}
      />
      <input type="hidden" name="personId" value={person.id} />
      <TextField
        name="name"
        label={labels.name}
        autoComplete="off"
        defaultValue={values.name ?? person.name}
        errors={fields}
        required
      />
      <TextField
        name="email"
        label={labels.email}
        type="email"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        hint="They sign in with it."
        defaultValue={values.email ?? person.email}
        errors={fields}
        required
      />
      <TextField
        name="title"
        label={labels.title}
        autoComplete="off"
        hint="Stands beneath the name where they sign."
        defaultValue={values.title ?? person.title ?? ""}
        errors={fields}
        optional
      />
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
