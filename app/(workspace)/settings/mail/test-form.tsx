"use client";

import { useActionState } from "react";
import { FormAnswer } from "@/components/people/form-answer";
import { Form } from "@/components/ui/form";
import { SubmitButton } from "@/components/ui/submit-button";
import { untouched } from "@/lib/web/form-state";
import { submitTest } from "./actions";

export function TestForm() {
  const [state, submit] = useActionState(submitTest, untouched);
  return (
    <Form action={submit} className="flex flex-col items-start gap-3">
      <p className="text-muted text-sm">Whether it works shows in your own mailbox.</p>
      <SubmitButton variant="secondary" pendingLabel="Sending">
        Send me a test mail
      </SubmitButton>
      <FormAnswer state={state} />
    </Form>
  );
}
