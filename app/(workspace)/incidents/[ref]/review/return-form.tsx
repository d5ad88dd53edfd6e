"use client";

import { useActionState } from "react";
import { Form } from "@/components/ui/form";
import { FormErrors } from "@/components/ui/form-errors";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextareaField } from "@/components/ui/textarea-field";
import { untouched } from "@/lib/web/form-state";
import { submitReturn } from "./actions";
import { ChangedMeanwhile } from "./changed-meanwhile";

type Props = { documentRef: string; hash: string; signers: readonly string[] };

/** Sends the document back, and says what that does to the signatures given. */
export function ReturnForm({ documentRef, hash, signers }: Props) {
  const [state, submit] = useActionState(submitReturn, untouched);
  return (
    <Form action={submit} className="flex max-w-form flex-col gap-3">
      <input type="hidden" name="ref" value={documentRef} />
      <input type="hidden" name="hash" value={hash} />
      <FormErrors
        key={state.turn}
        message={state.status === "refused" ? state.message : undefined}
        errors={state.fields}
        form="return"
      />
      <ChangedMeanwhile state={state} documentRef={documentRef} then="decide" />
      <TextareaField
        name="reason"
        label="What must change"
        hint={`It goes back to its authors. The signature of ${signers.join(" and ")} is voided, and all three steps are given again.`}
        required
        rows={3}
        form="return"
        errors={state.fields}
        defaultValue={state.values.reason ?? ""}
      />
      <div>
        <SubmitButton variant="secondary" pendingLabel="Sending back">
          Request changes
        </SubmitButton>
      </div>
    </Form>
  );
}
