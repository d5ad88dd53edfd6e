"use client";

import { useActionState } from "react";
import { FormAnswer } from "@/components/people/form-answer";
import { Form } from "@/components/ui/form";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { untouched } from "@/lib/web/form-state";
import { submitKey } from "./actions";
import { isNewToken, NewToken } from "./new-token";
import { ScopeChoice } from "./scope-choice";
import type { ScopeGroup } from "./scope-groups";

const labels = { name: "What it is for", scopes: "What it may do", expiresInDays: "How long it works" };

const lifetimes = [
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "180", label: "180 days" },
  { value: "365", label: "1 year" },
];

/** Makes a key and shows it, once. */
export function KeyForm({ groups, zone }: { groups: readonly ScopeGroup[]; zone: string }) {
  const [state, submit] = useActionState(submitKey, untouched);
  const { values, fields, result } = state;
  return (
    <Form action={submit} resetKey={state.status === "done" ? state.turn : 0} className="flex flex-col gap-4">
      <FormAnswer state={state} labels={labels} form="key" />
      <div role="status" className="empty:hidden">
        {isNewToken(result) ? <NewToken made={result} zone={zone} /> : null}
      </div>
      <TextField
        form="key"
        name="name"
        label={labels.name}
        hint="The name by which you will know it later."
        autoComplete="off"
        defaultValue={values.name}
        errors={fields}
        required
      />
      <ScopeChoice legend={labels.scopes} groups={groups} errors={fields} form="key" />
      <SelectField
        form="key"
        name="expiresInDays"
        label={labels.expiresInDays}
        options={lifetimes}
        key={values.expiresInDays ?? ""}
        defaultValue={values.expiresInDays ?? "90"}
        errors={fields}
      />
      <SubmitButton pendingLabel="Making the key" className="self-start">
        Make the key
      </SubmitButton>
    </Form>
  );
}
