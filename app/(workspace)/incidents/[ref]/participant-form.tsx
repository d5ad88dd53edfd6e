"use client";

import { useActionState } from "react";
import type { Choice } from "@/components/incidents/choices";
import { FlyoutAnswer } from "@/components/incidents/flyout-answer";
import { Form } from "@/components/ui/form";
import { FormErrors } from "@/components/ui/form-errors";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { incidentRoleLabels } from "@/lib/incidents/participants/labels";
import { untouched } from "@/lib/web/form-state";
import { submitParticipant } from "./actions";

const roles = Object.entries(incidentRoleLabels).map(([value, label]) => ({ value, label }));

/** Gives somebody a role. One that somebody else has is handed over. */
export function ParticipantForm({ incidentRef, people }: { incidentRef: string; people: readonly Choice[] }) {
  const [state, send] = useActionState(submitParticipant, untouched);
  const { values, fields } = state;
  return (
    <Form action={send} className="flex flex-col gap-3">
      <FlyoutAnswer state={state} />
      <FormErrors
        key={state.turn}
        form="people"
        message={state.status === "refused" ? state.message : undefined}
        errors={fields}
      />
      <input type="hidden" name="ref" value={incidentRef} />
      <SelectField
        name="personId"
        form="people"
        label="Person"
        placeholder="Choose"
        options={people}
        errors={fields}
        key={`person ${values.personId ?? ""}`}
        defaultValue={values.personId ?? ""}
        required
      />
      <SelectField
        name="role"
        form="people"
        label="Role"
        hint="A role that somebody else has is handed over."
        options={roles}
        errors={fields}
        key={`role ${values.role ?? ""}`}
        defaultValue={values.role ?? "participant"}
      />
      <SubmitButton pendingLabel="Adding">Give the role</SubmitButton>
    </Form>
  );
}
