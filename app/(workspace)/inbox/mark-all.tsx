"use client";

import { useActionState } from "react";
import { Form } from "@/components/ui/form";
import { SubmitButton } from "@/components/ui/submit-button";
import { untouched } from "@/lib/web/form-state";
import { submitMarkAll } from "./actions";

type Props = { until: string; unread: number };

/** Marks all as read that the page shows or that is older, and offers to take it back. */
export function MarkAll({ until, unread }: Props) {
  const [state, submit] = useActionState(submitMarkAll, untouched);
  const undo = typeof state.result === "string" ? state.result : null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <p role="status" className="text-muted text-sm empty:hidden">
        {state.message}
      </p>
      {undo ? (
        <Form action={submit}>
          <input type="hidden" name="undo" value={undo} />
          <SubmitButton variant="ghost" size="sm">
            Undo
          </SubmitButton>
        </Form>
      ) : null}
      {unread > 0 ? (
        <Form action={submit}>
          <input type="hidden" name="until" value={until} />
          <SubmitButton variant="secondary" size="sm">
            Mark all as read
          </SubmitButton>
        </Form>
      ) : null}
    </div>
  );
}
