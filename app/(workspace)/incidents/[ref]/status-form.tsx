"use client";

import { useActionState } from "react";
import { FlyoutAnswer } from "@/components/incidents/flyout-answer";
import { Form } from "@/components/ui/form";
import { FormErrors } from "@/components/ui/form-errors";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextareaField } from "@/components/ui/textarea-field";
import { statusLabels } from "@/lib/incidents/labels";
import { untouched } from "@/lib/web/form-state";
import type { IncidentStatus } from "@/prisma/generated/enums";
import { submitStatus } from "./actions";

type Props = {
  incidentRef: string;
  status: IncidentStatus;
  moves: readonly IncidentStatus[];
  /** What the first of the moves is called, where there is nothing else to choose. */
  verb?: string | undefined;
};

/** Moves an incident to any status that it may have next, forward or back, with a word to say why. */
export function StatusForm({ incidentRef, status, moves, verb }: Props) {
  const form = verb ?? "status";
  const [state, send] = useActionState(submitStatus, untouched);
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
      <input type="hidden" name="from" value={status} />
      {verb ? (
        <input type="hidden" name="status" value={moves[0]} />
      ) : (
        <SelectField
          name="status"
          form={form}
          label={`From ${statusLabels[status]} to`}
          errors={fields}
          options={moves.map((move) => ({ value: move, label: statusLabels[move] }))}
          key={values.status ?? ""}
          defaultValue={values.status ?? moves[0]}
        />
      )}
      <TextareaField
        name="note"
        form={form}
        label="What to tell the timeline"
        errors={fields}
        hint={
          verb
            ? "It can be reopened under Status."
            : moves.includes("cancelled")
              ? "Cancelling wants a reason."
              : undefined
        }
        rows={2}
        defaultValue={values.note ?? ""}
        optional
      />
      <SubmitButton pendingLabel="Moving">{verb ?? "Change status"}</SubmitButton>
    </Form>
  );
}
