"use client";

import { useActionState } from "react";
import { FormAnswer } from "@/components/people/form-answer";
import { Callout } from "@/components/ui/callout";
import { Form } from "@/components/ui/form";
import { LocalDraft } from "@/components/ui/local-draft";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextareaField } from "@/components/ui/textarea-field";
import { actionItemStatusLabels } from "@/lib/reviews/action-items/labels";
import type { ActionItem } from "@/lib/reviews/schema";
import { untouched } from "@/lib/web/form-state";
import { submitStatus } from "../actions";

type Props = {
  item: ActionItem;
  personId: string;
  /** The status that the form begins with, where somebody came here to set one. */
  to: ActionItem["status"];
};

const statuses = Object.entries(actionItemStatusLabels).map(([value, label]) => ({ value, label }));

/** How far an item is, with what shows that it was done. */
export function ProgressForm({ item, personId, to }: Props) {
  const [state, submit] = useActionState(submitStatus, untouched);
  const refused = state.status === "refused";
  const status = (refused && state.values.status) || to;
  const unproved = item.status === "done" && item.evidence === null;
  return (
    <Form action={submit} className="flex flex-col gap-4">
      <LocalDraft name={`${personId}:action-item:${item.ref}:progress`} saved={state.status === "done"} />
      <input type="hidden" name="ref" value={item.ref} />
      <input type="hidden" name="version" value={item.version} />
      <FormAnswer state={state} form="progress" />
      {unproved ? (
        <Callout tone="warning" title="Done, but nothing shows it">
          Write down what does: a merged change, a passing test, a link.
        </Callout>
      ) : null}
      <SelectField
        key={`${status} ${item.version}`}
        name="status"
        label="Status"
        options={statuses}
        defaultValue={status}
        form="progress"
        errors={state.fields}
        className="max-w-60"
      />
      <TextareaField
        key={`evidence ${item.version}`}
        name="evidence"
        label="Evidence"
        hint="What shows that it was done. Markdown and links are welcome."
        optional
        autoFocus={to !== item.status}
        form="progress"
        errors={state.fields}
        defaultValue={(refused && state.values.evidence) || (item.evidence ?? "")}
      />
      <div>
        <SubmitButton>Save progress</SubmitButton>
      </div>
    </Form>
  );
}
