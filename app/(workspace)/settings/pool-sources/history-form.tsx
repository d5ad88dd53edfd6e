"use client";

import { useActionState } from "react";
import { Form } from "@/components/ui/form";
import { FormErrors } from "@/components/ui/form-errors";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { historySpanLabels, historySpans } from "@/lib/pools/histories/labels";
import { untouched } from "@/lib/web/form-state";
import { submitHistory } from "./actions";

/** Chooses how far back the past of a source is read. */
export function HistoryForm({ slug, days }: { slug: string; days: number }) {
  const [state, send] = useActionState(submitHistory, untouched);
  const { values, fields } = state;
  return (
    <Form action={send} className="flex flex-col gap-4">
      <FormErrors
        key={state.turn}
        message={state.status === "refused" ? state.message : undefined}
        errors={fields}
        labels={{ days: "The last" }}
      />
      <input type="hidden" name="slug" value={slug} />
      <div className="flex flex-wrap items-end gap-2">
        <SelectField
          {...{ name: "days", label: "The last", errors: fields, defaultValue: values.days ?? String(days) }}
          options={historySpans.map((span) => ({ value: String(span), label: historySpanLabels[span] }))}
          key={`days ${values.days ?? days}`}
          className="w-40"
          required
        />
        <SubmitButton pendingLabel="Beginning">Read history</SubmitButton>
      </div>
    </Form>
  );
}
