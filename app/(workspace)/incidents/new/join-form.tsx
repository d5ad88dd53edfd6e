"use client";

import { useEffect, useRef } from "react";
import { Form } from "@/components/ui/form";
import { FormErrors } from "@/components/ui/form-errors";
import { leaveDraft } from "@/components/ui/use-local-draft";
import type { FormState } from "@/lib/web/form-state";

/** The `form` of the buttons that join an incident. */
export const joinFormId = "join";

type Props = {
  state: FormState;
  send: (form: FormData) => void;
  /** The draft of the declaration, which nobody wants back once they have joined another one. */
  draft: string;
};

/**
 * Joins an incident that is open already. Its buttons stand inside the form that declares, and a form of its own keeps
 * them from being what Enter presses there.
 */
export function JoinForm({ state, send, draft }: Props) {
  const refused = state.status === "refused";
  const sent = useRef(false);
  useEffect(() => {
    if (state.status === "refused") sent.current = false;
  }, [state]);
  useEffect(() => () => void (sent.current && leaveDraft(draft)), [draft]);
  return (
    <Form
      id={joinFormId}
      action={send}
      onSubmit={() => {
        sent.current = true;
      }}
      className={refused ? "mb-5" : undefined}
    >
      <FormErrors key={state.turn} message={refused ? state.message : undefined} />
    </Form>
  );
}
