"use client";

import { useActionState } from "react";
import { Form } from "@/components/ui/form";
import { FormErrors } from "@/components/ui/form-errors";
import { LocalDraft } from "@/components/ui/local-draft";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextareaField } from "@/components/ui/textarea-field";
import { type FormState, untouched } from "@/lib/web/form-state";

export function DraftForm({ action }: { action: (before: FormState, form: FormData) => Promise<FormState> }) {
  const [state, submit] = useActionState(action, untouched);
  return (
    <Form action={submit} className="flex flex-col gap-4">
      <LocalDraft name="gallery" saved={state.status === "done"} />
      <FormErrors message={state.message} errors={state.fields} />
      <TextareaField name="notes" label="Notes" errors={state.fields} defaultValue={state.values.notes} />
      <SelectField
        name="kind"
        label="Kind"
        options={["note", "finding", "decision"].map((value) => ({ value, label: value }))}
      />
      <div>
        <SubmitButton pendingLabel="Saving">Save notes</SubmitButton>
      </div>
    </Form>
  );
}
