"use client";

import { useActionState } from "react";
import { Form } from "@/components/ui/form";
import { SubmitButton } from "@/components/ui/submit-button";
import { untouched } from "@/lib/web/form-state";
import { submitDiscard } from "../actions";

/** Drops the upload. Nothing was made of it, so nothing is asked. */
export function DiscardForm({ importId }: { importId: string }) {
  const [, send] = useActionState(submitDiscard, untouched);
  return (
    <Form action={send}>
      <input type="hidden" name="importId" value={importId} />
      <SubmitButton variant="secondary" pendingLabel="Discarding">
        Discard
      </SubmitButton>
    </Form>
  );
}
