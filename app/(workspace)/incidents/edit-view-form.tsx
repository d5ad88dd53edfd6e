"use client";

import { useActionState } from "react";
import { FlyoutAnswer } from "@/components/incidents/flyout-answer";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Form } from "@/components/ui/form";
import { FormErrors } from "@/components/ui/form-errors";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import type { ViewLine } from "@/lib/incidents/saved-views/queries";
import { untouched } from "@/lib/web/form-state";
import { submitViewName, submitViewRemoval } from "./actions";

const losing: Readonly<Record<ViewLine["audience"], string>> = {
  me: "Only you see it.",
  team: "Everybody in the team loses it.",
  everyone: "Everybody loses it.",
};

/** Gives a view another name, or takes it away after asking. */
export function EditViewForm({ view }: { view: ViewLine }) {
  const [state, send] = useActionState(submitViewName, untouched);
  return (
    <Form action={send} className="flex flex-col gap-3">
      <FlyoutAnswer state={state} />
      <FormErrors
        key={state.turn}
        form="edit-view"
        message={state.status === "refused" ? state.message : undefined}
      />
      <input type="hidden" name="viewId" value={view.id} />
      <input type="hidden" name="version" value={view.version} />
      <TextField
        name="name"
        form="edit-view"
        label="Name"
        required
        maxLength={60}
        defaultValue={state.values.name ?? view.name}
        errors={state.fields}
      />
      <p className="text-faint text-xs">Made by {view.maker}.</p>
      <div className="flex flex-wrap gap-2">
        <SubmitButton>Rename</SubmitButton>
        <AlertDialog
          title={`Remove the view ${view.name}?`}
          consequence={`${losing[view.audience]} The incidents stay as they are.`}
          confirmLabel="Remove view"
          action={submitViewRemoval}
          fields={{ viewId: view.id }}
          trigger="Remove"
          triggerVariant="ghost"
        />
      </div>
    </Form>
  );
}
