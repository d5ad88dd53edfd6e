"use client";

import { useActionState } from "react";
import { Form } from "@/components/ui/form";
import { FormErrors } from "@/components/ui/form-errors";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { severityLabels } from "@/lib/incidents/labels";
import { untouched } from "@/lib/web/form-state";
import { submitImport } from "../actions";

type Props = {
  importId: string;
  askSeverity: boolean;
  /** Although one of this reference is here. */
  asNew?: boolean;
};

/** Makes the incident. Asks for a severity where the document does not say one. */
export function CreateForm({ importId, askSeverity, asNew = false }: Props) {
  const [state, send] = useActionState(submitImport, untouched);
  return (
    <Form action={send} className="flex flex-wrap items-end gap-4">
      <FormErrors message={state.status === "refused" ? state.message : undefined} errors={state.fields} />
      <input type="hidden" name="importId" value={importId} />
      {asNew ? <input type="hidden" name="asNew" value="yes" /> : null}
      {askSeverity ? (
        <SelectField
          name="severity"
          label="Severity"
          hint="The document does not say one."
          required
          placeholder="Choose"
          options={Object.entries(severityLabels).map(([value, label]) => ({ value, label }))}
          errors={state.fields}
          key={state.values.severity ?? ""}
          defaultValue={state.values.severity ?? ""}
        />
      ) : null}
      <SubmitButton variant={asNew ? "secondary" : "primary"} pendingLabel="Creating">
        {asNew ? "Create a new incident all the same" : "Create the incident"}
      </SubmitButton>
    </Form>
  );
}
