"use client";

import { TextField } from "@/components/ui/text-field";
import { TextareaField } from "@/components/ui/textarea-field";
import { submitSummary } from "../actions";
import { SectionForm, type SectionFormProps } from "./section-form";

type Props = SectionFormProps & { summary: string; classification: string };

export function SummaryForm({ summary, classification, ...form }: Props) {
  return (
    <SectionForm {...form} action={submitSummary}>
      {({ errors, typed }) => (
        <>
          <TextareaField
            name="summary"
            label="Summary"
            hint="What happened, to whom, and what it took to end it, in a few sentences. Markdown."
            rows={6}
            autoFocus
            errors={errors}
            defaultValue={String(typed?.summary ?? summary)}
          />
          <TextField
            name="classification"
            label="Classification"
            hint="Who may read this document, for example Internal. It stands on every export."
            className="max-w-form"
            errors={errors}
            defaultValue={String(typed?.classification ?? classification)}
          />
        </>
      )}
    </SectionForm>
  );
}
