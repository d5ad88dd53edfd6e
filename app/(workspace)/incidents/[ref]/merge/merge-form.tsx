"use client";

import { useActionState } from "react";
import { Form } from "@/components/ui/form";
import { FormErrors } from "@/components/ui/form-errors";
import { LinkButton } from "@/components/ui/link-button";
import { LocalDraft } from "@/components/ui/local-draft";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { TextareaField } from "@/components/ui/textarea-field";
import { untouched } from "@/lib/web/form-state";
import { submitMerge } from "./actions";

type Props = {
  incidentRef: string;
  /** Open incidents, offered while somebody types. */
  others: readonly { ref: string; title: string }[];
  draft: string;
};

const labels = { into: "Merge into", note: "Why" };

/** Names the incident in which this one goes on. */
export function MergeForm({ incidentRef, others, draft }: Props) {
  const [state, send] = useActionState(submitMerge, untouched);
  const { values, fields } = state;
  return (
    <Form action={send} className="flex flex-col gap-4">
      <LocalDraft name={draft} />
      <FormErrors
        key={state.turn}
        message={state.status === "refused" ? state.message : undefined}
        errors={fields}
        labels={labels}
      />
      <input type="hidden" name="ref" value={incidentRef} />
      <TextField
        name="into"
        label={labels.into}
        hint="Its ref. Open incidents are offered."
        list="open-incidents"
        autoComplete="off"
        placeholder="INC-"
        errors={fields}
        defaultValue={values.into ?? ""}
        className="max-w-64"
        required
      />
      <datalist id="open-incidents">
        {others.map(({ ref, title }) => (
          <option key={ref} value={ref} label={title} />
        ))}
      </datalist>
      <TextareaField
        name="note"
        label={labels.note}
        hint="It stands in both timelines."
        rows={2}
        maxLength={1_000}
        errors={fields}
        defaultValue={values.note ?? ""}
        optional
      />
      <div className="flex gap-2">
        <SubmitButton pendingLabel="Merging">Merge {incidentRef}</SubmitButton>
        <LinkButton href={`/incidents/${incidentRef}`}>Cancel</LinkButton>
      </div>
    </Form>
  );
}
