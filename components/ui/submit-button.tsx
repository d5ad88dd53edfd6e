"use client";

import type { MouseEvent } from "react";
import { useFormStatus } from "react-dom";
import { Button, type ButtonProps } from "./button";
import { Spinner } from "./spinner";

type Props = Omit<ButtonProps, "type"> & {
  /** Said in place of the label while the form is being sent. */
  pendingLabel?: string | undefined;
  /** For forms that are sent by other means than a form action. */
  pending?: boolean | undefined;
};

/**
 * Sends its form, and shows that it is being sent. While it is, a second press does nothing; the button
 * keeps the focus, so that nobody is thrown to the top of the page.
 */
export function SubmitButton({ variant = "primary", pendingLabel, pending, children, ...rest }: Props) {
  const status = useFormStatus();
  const busy = pending ?? status.pending;
  const onClick = (event: MouseEvent<HTMLButtonElement>) => {
    if (busy) event.preventDefault();
    else rest.onClick?.(event);
  };
  return (
    <Button {...rest} variant={variant} type="submit" aria-disabled={busy || undefined} onClick={onClick}>
      {busy ? <Spinner /> : null}
      {busy && pendingLabel ? pendingLabel : children}
    </Button>
  );
}
