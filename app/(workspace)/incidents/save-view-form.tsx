"use client";

import { useActionState } from "react";
import { FlyoutAnswer } from "@/components/incidents/flyout-answer";
import { Form } from "@/components/ui/form";
import { FormErrors } from "@/components/ui/form-errors";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { untouched } from "@/lib/web/form-state";
import { submitView } from "./actions";

type Props = { query: string; audiences: readonly { value: string; label: string }[] };

/** Keeps what the list is narrowed to under a name. */
export function SaveViewForm({ query, audiences }: Props) {
  const [state, send] = useActionState(submitView, untouched);
  return (
    <Form action={send} className="flex flex-col gap-3">
      <FlyoutAnswer state={state} />
      <FormErrors
        key={state.turn}
        form="save-view"
        message={state.status === "refused" ? state.message : undefined}
      />
      <input type="hidden" name="query" value={query} />
      <TextField
        name="name"
        form="save-view"
        label="Name"
        required
        maxLength={60}
        defaultValue={state.values.name ?? ""}
        errors={state.fields}
      />
      <SelectField
        name="seenBy"
        form="save-view"
        label="Seen by"
        options={audiences}
        defaultValue={state.values.seenBy ?? "me"}
        errors={state.fields}
      />
      <SubmitButton className="self-start">Save</SubmitButton>
    </Form>
  );
}
