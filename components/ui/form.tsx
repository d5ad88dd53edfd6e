"use client";

import {
  type ComponentProps,
  type SubmitEvent as ReactSubmitEvent,
  useEffect,
  useRef,
  useTransition,
} from "react";
import { type Draft, defaultsOf, typedInto } from "./draft-store";
import { leaveBehind, type TypedText } from "./left-behind";

type Props = Omit<ComponentProps<"form">, "action"> & {
  /** A server action, or the dispatch of `useActionState`. */
  action: (form: FormData) => unknown;
  /** The form is emptied when this changes: for forms that stay on the page once they are accepted. */
  resetKey?: string | number | undefined;
};

/**
 * A form that keeps what was typed when it is refused; a plain one is emptied by React after every action.
 * Without JavaScript it posts like any other. What it was sent with is shown by the page of a failure that takes its
 * place.
 */
export function Form({ action, resetKey, onSubmit, children, ...rest }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const last = useRef(resetKey);
  const before = useRef<Draft>({});
  const sent = useRef<readonly TypedText[]>([]);
  const [pending, startTransition] = useTransition();
  useEffect(() => {
    if (last.current === resetKey) return;
    last.current = resetKey;
    form.current?.reset();
  }, [resetKey]);
  useEffect(() => {
    if (form.current) before.current = defaultsOf(form.current);
  }, []);
  useEffect(() => {
    // Still here after the answer: what was typed is in the fields.
    if (!pending) sent.current = [];
  }, [pending]);
  useEffect(
    () => () => {
      if (sent.current.length > 0) leaveBehind({ typed: sent.current });
    },
    [],
  );
  const send = (event: ReactSubmitEvent<HTMLFormElement>) => {
    onSubmit?.(event);
    if (event.defaultPrevented) return;
    // Prevented here, React runs no action of its own and empties nothing; `useFormStatus` follows the transition.
    event.preventDefault();
    sent.current = typedInto(event.currentTarget, before.current);
    const data = new FormData(event.currentTarget, event.nativeEvent.submitter);
    startTransition(async () => {
      await action(data);
    });
  };
  return (
    // The action itself, unwrapped, is what a browser without JavaScript can post to.
    <form {...rest} ref={form} action={action as (form: FormData) => void} onSubmit={send}>
      {children}
    </form>
  );
}
