"use client";

import { useActionState } from "react";
import { Form } from "@/components/ui/form";
import { FormErrors } from "@/components/ui/form-errors";
import { LinkButton } from "@/components/ui/link-button";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { untouched } from "@/lib/web/form-state";
import { submitWithdrawal } from "./actions";

/** Strikes an entry, and asks why. It stays readable and can be restored. */
export function WithdrawalForm({ incidentRef, entryId }: { incidentRef: string; entryId: string }) {
  const [state, send] = useActionState(submitWithdrawal, untouched);
  return (
    <Form action={send} className="mt-3 flex flex-col gap-3 rounded-md border border-line bg-panel p-3">
      <FormErrors
        key={state.turn}
        form="withdraw"
        message={state.status === "refused" ? state.message : undefined}
        errors={state.fields}
      />
      <input type="hidden" name="ref" value={incidentRef} />
      <input type="hidden" name="entryId" value={entryId} />
      <p className="text-muted text-sm">
        The entry is struck through, leaves the post-mortem and stays readable here. It can be restored.
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
      <div className="flex gap-2">
        <SubmitButton variant="danger" pendingLabel="Withdrawing">
          Withdraw entry
        </SubmitButton>
        <LinkButton href={`/incidents/${incidentRef}?entry=${entryId}#entry-${entryId}`}>Cancel</LinkButton>
      </div>
    </Form>
  );
}
