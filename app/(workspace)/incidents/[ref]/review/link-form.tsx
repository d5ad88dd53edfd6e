"use client";

import { useActionState } from "react";
import { FieldMessage } from "@/components/ui/field-message";
import { Form } from "@/components/ui/form";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ImportedSignature } from "@/lib/reviews/schema";
import { untouched } from "@/lib/web/form-state";
import { submitLink } from "./actions";

type Props = {
  signature: ImportedSignature;
  people: readonly { id: string; name: string }[];
};

/** Says which person here an imported signature is of. */
export function LinkForm({ signature, people }: Props) {
  const [state, submit] = useActionState(submitLink, untouched);
  const known = signature.person;
  const options = [
    { value: "", label: "Nobody here" },
    // Somebody who has left may still be the one who signed.
    ...(known && !people.some(({ id }) => id === known.id) ? [{ value: known.id, label: known.name }] : []),
    ...people.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <Form action={submit} className="flex items-center gap-2">
      <input type="hidden" name="signatureId" value={signature.id} />
      <SelectField
        key={known?.id ?? ""}
        name="personId"
        label={`${signature.name} is`}
        labelHidden
        form={signature.id}
        options={options}
        defaultValue={known?.id ?? ""}
      />
      <SubmitButton variant="secondary">Link</SubmitButton>
      <FieldMessage
        id={`${signature.id}-message`}
        messages={state.status === "refused" ? [state.message] : []}
      />
    </Form>
  );
}
