"use client";

import { useActionState } from "react";
import { CodeField } from "@/components/people/code-field";
import { FormAnswer } from "@/components/people/form-answer";
import { Form } from "@/components/ui/form";
import { SubmitButton } from "@/components/ui/submit-button";
import { untouched } from "@/lib/web/form-state";
import { submitCode } from "../../actions";

export function CodeForm({ callbackUrl }: { callbackUrl: string }) {
  const [state, submit] = useActionState(submitCode, untouched);
  return (
    <Form action={submit} className="flex flex-col gap-4">
      <FormAnswer state={state} labels={{ code: "Code" }} />
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <CodeField errors={state.fields} />
      <SubmitButton size="lg" pendingLabel="Signing in" className="mt-1 w-full">
        Sign in
      </SubmitButton>
    </Form>
  );
}
