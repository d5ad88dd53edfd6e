"use client";

import { useActionState, useState } from "react";
import { StaleEdit } from "@/components/incidents/stale-edit";
import { FormAnswer } from "@/components/people/form-answer";
import { Form } from "@/components/ui/form";
import { LinkButton } from "@/components/ui/link-button";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { environmentKindLabels } from "@/lib/catalog/environments/labels";
import { untouched } from "@/lib/web/form-state";
import type { EnvironmentKind } from "@/prisma/generated/enums";
import { submitEdit, submitNew } from "./actions";

type Edited = { name: string; kind: EnvironmentKind; position: number; base: string };

type Props = {
  /** The environment that is edited, with the fingerprint of what is shown; a new one without it. */
  environment?: Edited & { slug: string };
};

const labels = { name: "Name", kind: "Kind", position: "Order" };
const kinds = Object.entries(environmentKindLabels).map(([value, label]) => ({ value, label }));

const versionOf = (name = "", kind = "", position: string | number = "") => [
  { label: labels.name, value: name },
  { label: labels.kind, value: kinds.find(({ value }) => value === kind)?.label ?? kind },
  { label: labels.position, value: String(position) },
];

/** Adds an environment, or edits one. */
export function EnvironmentForm({ environment }: Props) {
  const [state, send] = useActionState(environment ? submitEdit : submitNew, untouched);
  const [added, setAdded] = useState(0);
  if (state.status === "done" && added !== state.turn) setAdded(state.turn);
  const { values, fields } = state;
  const theirs = (state.detail as { current?: Edited } | undefined)?.current;
  const form = environment ? "edit" : "new";
  return (
    <Form action={send} resetKey={added} className="flex flex-col gap-4">
      {theirs ? (
        <StaleEdit
          theirs={versionOf(theirs.name, theirs.kind, theirs.position)}
          mine={versionOf(values.name, values.kind, values.position)}
        />
      ) : (
        <FormAnswer state={state} labels={labels} form={form} />
      )}
      {environment ? (
        <>
          <input type="hidden" name="slug" value={environment.slug} />
          <input type="hidden" name="base" value={theirs?.base ?? values.base ?? environment.base} />
        </>
      ) : null}
      <div className="grid gap-4 sm:flex">
        <TextField
          name="name"
          label={labels.name}
          form={form}
          errors={fields}
          defaultValue={values.name ?? environment?.name ?? ""}
          autoComplete="off"
          className="sm:flex-1"
          required
        />
        <SelectField
          name="kind"
          label={labels.kind}
          form={form}
          errors={fields}
          options={kinds}
          className="sm:w-44"
          key={values.kind ?? ""}
          defaultValue={values.kind ?? environment?.kind ?? "other"}
        />
        {environment ? (
          <TextField
            name="position"
            label={labels.position}
            form={form}
            errors={fields}
            type="number"
            min={0}
            className="sm:w-24"
            defaultValue={values.position ?? environment.position}
          />
        ) : null}
      </div>
      <div className="flex gap-2">
        <SubmitButton pendingLabel="Saving">{environment ? "Save" : "Add environment"}</SubmitButton>
        {environment ? <LinkButton href="/settings/environments">Cancel</LinkButton> : null}
      </div>
    </Form>
  );
}
