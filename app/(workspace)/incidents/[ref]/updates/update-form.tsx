"use client";

import { useActionState } from "react";
import { FormAnswer } from "@/components/people/form-answer";
import { Form } from "@/components/ui/form";
import { LocalDraft } from "@/components/ui/local-draft";
import { SubmitButton } from "@/components/ui/submit-button";
import { untouched } from "@/lib/web/form-state";
import { submitUpdate } from "./actions";
import { UpdateFields, updateLabels } from "./update-fields";

type Props = { incidentRef: string; zone: string; draft: string };

/** Writes an update for those outside. */
export function UpdateForm({ incidentRef, zone, draft }: Props) {
  const [state, send] = useActionState(submitUpdate, untouched);
  return (
    <Form action={send} className="flex flex-col gap-4">
      <LocalDraft name={draft} />
      <FormAnswer state={state} labels={updateLabels} form="write" />
      <input type="hidden" name="ref" value={incidentRef} />
      <UpdateFields form="write" zone={zone} errors={state.fields} values={state.values} />
      <SubmitButton pendingLabel="Writing" className="self-start">
        Write update
      </SubmitButton>
    </Form>
  );
}
