"use client";

import { useActionState, useState } from "react";
import { StaleEdit } from "@/components/incidents/stale-edit";
import { FormAnswer } from "@/components/people/form-answer";
import { Form } from "@/components/ui/form";
import { LinkButton } from "@/components/ui/link-button";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { TextareaField } from "@/components/ui/textarea-field";
import { untouched } from "@/lib/web/form-state";
import { submitEdit, submitNew } from "./actions";

type Edited = { name: string; description: string; base: string };

type Props = {
  /** The role that is edited, with the fingerprint of what is shown; a new one without it. */
  role?: Edited & { slug: string };
};

const labels = { name: "Name", description: "What somebody does in it" };

const versionOf = (name = "", description = "") => [
  { label: labels.name, value: name },
  { label: labels.description, value: description },
];

/** Adds a role of the team's own, or edits one. */
export function RoleForm({ role }: Props) {
  const [state, send] = useActionState(role ? submitEdit : submitNew, untouched);
  const [added, setAdded] = useState(0);
  if (state.status === "done" && added !== state.turn) setAdded(state.turn);
  const { values, fields } = state;
  const theirs = (state.detail as { current?: Edited } | undefined)?.current;
  const form = role ? "edit" : "new";
  return (
    <Form action={send} resetKey={added} className="flex flex-col gap-4">
      {theirs ? (
        <StaleEdit
          theirs={versionOf(theirs.name, theirs.description)}
          mine={versionOf(values.name, values.description)}
        />
      ) : (
        <FormAnswer state={state} labels={labels} form={form} />
      )}
      {role ? (
        <>
          <input type="hidden" name="slug" value={role.slug} />
          <input type="hidden" name="base" value={theirs?.base ?? values.base ?? role.base} />
        </>
      ) : null}
      <TextField
        name="name"
        label={labels.name}
        form={form}
        maxLength={60}
        errors={fields}
        defaultValue={values.name ?? role?.name ?? ""}
        autoComplete="off"
        placeholder="Database lead"
        required
      />
      <TextareaField
        name="description"
        label={labels.description}
        form={form}
        rows={2}
        maxLength={300}
        errors={fields}
        defaultValue={values.description ?? role?.description ?? ""}
        optional
      />
      <div className="flex gap-2">
        <SubmitButton pendingLabel="Saving">{role ? "Save" : "Add role"}</SubmitButton>
        {role ? <LinkButton href="/settings/incident-roles">Cancel</LinkButton> : null}
      </div>
    </Form>
  );
}
