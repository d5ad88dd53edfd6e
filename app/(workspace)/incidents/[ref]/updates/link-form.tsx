"use client";

import { useActionState } from "react";
import { FormAnswer } from "@/components/people/form-answer";
import { Checkbox } from "@/components/ui/checkbox";
import { fieldId, messagesFor } from "@/components/ui/field-ids";
import { FieldMessage } from "@/components/ui/field-message";
import { Form } from "@/components/ui/form";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { untouched } from "@/lib/web/form-state";
import { submitLink } from "./actions";
import { isLinkMade } from "./link-made";
import { NewLink } from "./new-link";

const labels = { name: "Whom it is for", expiresInDays: "How long it works", showsRestricted: "Restricted" };

const lifetimes = [
  { value: "1", label: "1 day" },
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "", label: "Until it is revoked" },
];

type Props = { incidentRef: string; restricted: boolean; zone: string };

/** Makes a link and shows it, once. */
export function LinkForm({ incidentRef, restricted, zone }: Props) {
  const [state, submit] = useActionState(submitLink, untouched);
  const { values, fields, result } = state;
  const chosen = values.expiresInDays ?? "7";
  return (
    <Form action={submit} resetKey={state.status === "done" ? state.turn : 0} className="flex flex-col gap-4">
      <FormAnswer state={state} labels={labels} form="link" />
      <div role="status" className="empty:hidden">
        {isLinkMade(result) ? <NewLink made={result} zone={zone} /> : null}
      </div>
      <input type="hidden" name="ref" value={incidentRef} />
      <TextField
        form="link"
        name="name"
        label={labels.name}
        hint="The name by which you will know it later."
        autoComplete="off"
        defaultValue={values.name}
        errors={fields}
        required
      />
      <SelectField
        form="link"
        name="expiresInDays"
        label={labels.expiresInDays}
        options={lifetimes}
        key={chosen}
        defaultValue={chosen}
        errors={fields}
      />
      <div className="flex flex-col gap-1.5">
        <Checkbox
          form="link"
          name="showsRestricted"
          value="yes"
          defaultChecked={values.showsRestricted === "yes"}
          label="Show it though it is restricted"
          hint={
            restricted
              ? "This incident is restricted: without this no link is made."
              : "Without this the link opens nothing while the incident is restricted."
          }
        />
        <FieldMessage
          id={`${fieldId("showsRestricted", "link")}-error`}
          messages={messagesFor(fields, "showsRestricted")}
        />
      </div>
      <SubmitButton pendingLabel="Making the link" className="self-start">
        Make the link
      </SubmitButton>
    </Form>
  );
}
