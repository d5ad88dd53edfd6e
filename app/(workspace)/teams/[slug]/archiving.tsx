"use client";

import { useActionState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Form } from "@/components/ui/form";
import { SubmitButton } from "@/components/ui/submit-button";
import { untouched } from "@/lib/web/form-state";
import { submitArchiving, submitRestoring } from "../actions";

/** Puts a team away after asking, or takes it back. */
export function Archiving({ team }: { team: { id: string; name: string; archived: boolean } }) {
  const [, restore] = useActionState(submitRestoring, untouched);
  if (team.archived)
    return (
      <Form action={restore}>
        <input type="hidden" name="teamId" value={team.id} />
        <SubmitButton variant="secondary">Restore</SubmitButton>
      </Form>
    );
  return (
    <AlertDialog
      title={`Archive ${team.name}?`}
      consequence="The team can no longer be chosen as an owner. What it owns now stays with it, and you can restore it at any time."
      confirmLabel="Archive"
      tone="primary"
      action={submitArchiving}
      fields={{ teamId: team.id }}
      trigger="Archive"
    />
  );
}
