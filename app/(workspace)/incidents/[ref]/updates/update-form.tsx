"use client";

import { useActionState } from "react";
import { FormAnswer } from "@/components/people/form-answer";
import { Form } from "@/components/ui/form";
import { LocalDraft } from "@/components/ui/local-draft";
import { SubmitButton } from "@/components/ui/submit-button";
import { untouched } from "@/lib/web/form-state";
import { submitUpdate } from "./actions";
import { UpdateFields, updateLabels } from "./update-fields";

type Props = {
  incidentRef: string;
  zone: string;
  draft: string;
  /** Who reads it at once, as a sentence. */
  reach: string;
};

/** Publishes an update for those outside. */
export function UpdateForm({ incidentRef, zone, draft, reach }: Props) {
  const [state, send] = useActionState(submitUpdate, untouched);
  return (
    <Form action={send} className="flex flex-col gap-4">
      <LocalDraft name={draft} />
      <FormAnswer state={state} labels={updateLabels} form="write" />
      <input type="hidden" name="ref" value={incidentRef} />
      <UpdateFields form="write" zone={zone} errors={state.fields} values={state.values} />
      <div className="flex flex-col items-start gap-1.5">
        <SubmitButton pendingLabel="Publishing">Publish update</SubmitButton>
        <p className="text-muted text-sm">{reach}</p>
      </div>
    </Form>
  );
}
