"use client";

import { useActionState } from "react";
import { FlyoutAnswer } from "@/components/incidents/flyout-answer";
import { QuickAction } from "@/components/incidents/quick-action";
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

/** Gives a view another name, or takes it away once it is said what follows. Both work without JavaScript. */
export function EditViewForm({ view }: { view: ViewLine }) {
  const [state, send] = useActionState(submitViewName, untouched);
  return (
    <div className="flex flex-col gap-3">
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
        <SubmitButton className="self-start">Rename</SubmitButton>
      </Form>
      <details className="border-line border-t pt-3">
        <summary className="w-fit cursor-pointer text-accent text-sm pointer-coarse:py-3">Remove</summary>
        <p className="wrap-anywhere mt-2 mb-3 text-muted text-sm">
          {losing[view.audience]} The incidents stay as they are.
        </p>
        <QuickAction action={submitViewRemoval} fields={{ viewId: view.id }} variant="danger">
          Remove view
        </QuickAction>
      </details>
    </div>
  );
}
