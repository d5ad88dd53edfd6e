"use client";

import { useActionState, useState } from "react";
import { FormAnswer } from "@/components/people/form-answer";
import { Form } from "@/components/ui/form";
import { LinkButton } from "@/components/ui/link-button";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { environmentKindLabels } from "@/lib/catalog/environments/schema";
import { untouched } from "@/lib/web/form-state";
import type { EnvironmentKind } from "@/prisma/generated/enums";
import { submitEdit, submitNew } from "./actions";

type Props = {
  /** The environment that is edited; a new one without it. */
  environment?: { slug: string; name: string; kind: EnvironmentKind; position: number };
};

const labels = { name: "Name", kind: "Kind", position: "Order" };
const kinds = Object.entries(environmentKindLabels).map(([value, label]) => ({ value, label }));

/** Adds an environment, or edits one. */
export function EnvironmentForm({ environment }: Props) {
  const [state, send] = useActionState(environment ? submitEdit : submitNew, untouched);
  const [added, setAdded] = useState(0);
  if (state.status === "done" && added !== state.turn) setAdded(state.turn);
  const { values, fields } = state;
  const form = environment ? "edit" : "new";
  return (
    <Form action={send} resetKey={added} className="flex flex-col gap-4">
      <FormAnswer state={state} labels={labels} form={form} />
      {environment ? <input type="hidden" name="slug" value={environment.slug} /> : null}
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
