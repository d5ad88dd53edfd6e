"use client";

import { useActionState } from "react";
import type { Choice } from "@/components/incidents/choices";
import { FlyoutAnswer } from "@/components/incidents/flyout-answer";
import { Form } from "@/components/ui/form";
import { FormErrors } from "@/components/ui/form-errors";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { RoleName } from "@/lib/incidents/roles/rules";
import { untouched } from "@/lib/web/form-state";
import { submitParticipant } from "./actions";

type Props = {
  incidentRef: string;
  people: readonly Choice[];
  /** The roles to choose from; of one alone it is only asked to whom. */
  roles: readonly RoleName[];
};

/** Gives somebody a role. One that somebody else has is handed over. */
export function ParticipantForm({ incidentRef, people, roles }: Props) {
  const [only, ...others] = roles;
  const single = only && others.length === 0 ? only : null;
  const form = single ? `hand-over-${single.key}` : "people";
  const [state, send] = useActionState(submitParticipant, untouched);
  const { values, fields } = state;
  return (
    <Form action={send} className="flex flex-col gap-3">
      <FlyoutAnswer state={state} />
      <FormErrors
        key={state.turn}
        form={form}
        message={state.status === "refused" ? state.message : undefined}
        errors={fields}
      />
      <input type="hidden" name="ref" value={incidentRef} />
      <SelectField
        name="personId"
        form={form}
        label={single ? `${single.name} from now on` : "Person"}
        placeholder="Choose"
        options={people}
        errors={fields}
        key={`person ${values.personId ?? ""}`}
        defaultValue={values.personId ?? ""}
        required
      />
      {single ? (
        <input type="hidden" name="role" value={single.key} />
      ) : (
        <SelectField
          name="role"
          form={form}
          label="Role"
          hint="A role that somebody else has is handed over."
          options={roles.map(({ key, name }) => ({ value: key, label: name }))}
          errors={fields}
          key={`role ${values.role ?? ""}`}
          defaultValue={values.role ?? "participant"}
        />
      )}
      <SubmitButton pendingLabel="Giving">{single ? "Hand over" : "Give the role"}</SubmitButton>
    </Form>
  );
}
