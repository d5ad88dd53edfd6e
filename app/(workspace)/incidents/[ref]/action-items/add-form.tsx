"use client";

import { useActionState } from "react";
import type { Choice } from "@/components/reviews/action-item-choices";
import { ActionItemFields } from "@/components/reviews/action-item-fields";
import { Callout } from "@/components/ui/callout";
import { Form } from "@/components/ui/form";
import { FormErrors } from "@/components/ui/form-errors";
import { LocalDraft } from "@/components/ui/local-draft";
import { SubmitButton } from "@/components/ui/submit-button";
import { untouched } from "@/lib/web/form-state";
import { submitItem } from "./actions";

type Props = {
  documentRef: string;
  owners: readonly Choice[];
  addressed: readonly Choice[];
  draftKey: string;
  signers: readonly string[];
};

/** Adds a promise to the document. */
export function AddForm({ documentRef, owners, addressed, draftKey, signers }: Props) {
  const [state, submit] = useActionState(submitItem, untouched);
  return (
    <Form action={submit} className="flex max-w-form flex-col gap-4">
      <LocalDraft name={draftKey} />
      <input type="hidden" name="ref" value={documentRef} />
      <FormErrors
        key={state.turn}
        message={state.status === "refused" ? state.message : undefined}
        errors={state.fields}
        form="add"
      />
      {signers.length > 0 ? (
        <Callout tone="warning" title={`Signed by ${signers.join(", ")}`}>
          A new action item changes the document: every signature is voided.
        </Callout>
      ) : null}
      <ActionItemFields
        errors={state.fields}
        values={state.values}
        owners={owners}
        addressed={addressed}
        form="add"
      />
      <div>
        <SubmitButton>Add action item</SubmitButton>
      </div>
    </Form>
  );
}
