"use client";

import { useActionState } from "react";
import { Form } from "@/components/ui/form";
import { FormErrors } from "@/components/ui/form-errors";
import { LinkButton } from "@/components/ui/link-button";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { untouched } from "@/lib/web/form-state";
import { submitUpdateWithdrawal } from "./actions";

/** Takes an update back, and asks why. It stays readable here and can be restored. */
export function WithdrawalForm({ incidentRef, updateId }: { incidentRef: string; updateId: string }) {
  const [state, send] = useActionState(submitUpdateWithdrawal, untouched);
  return (
    <Form action={send} className="mt-3 flex flex-col gap-3 rounded-md border border-line bg-panel p-3">
      <FormErrors
        key={state.turn}
        form="withdraw"
        message={state.status === "refused" ? state.message : undefined}
        errors={state.fields}
      />
      <input type="hidden" name="ref" value={incidentRef} />
      <input type="hidden" name="updateId" value={updateId} />
      <p className="text-muted text-sm">
        Outside, its words are gone at once, and it says that an update was withdrawn. Here it stays readable,
        and can be restored.
      </p>
      <TextField
        name="reason"
        form="withdraw"
        label="Why it is withdrawn"
        errors={state.fields}
        defaultValue={state.values.reason ?? ""}
        autoComplete="off"
        required
      />
      <div className="flex flex-wrap gap-2">
        <SubmitButton variant="danger" pendingLabel="Withdrawing">
          Withdraw update
        </SubmitButton>
        <LinkButton href={`/incidents/${incidentRef}/updates#update-${updateId}`}>Cancel</LinkButton>
      </div>
    </Form>
  );
}
