"use client";

import { type ReactNode, useActionState } from "react";
import type { ButtonSize, ButtonVariant } from "@/components/ui/button-class";
import { cx } from "@/components/ui/cx";
import { Form } from "@/components/ui/form";
import { SubmitButton } from "@/components/ui/submit-button";
import { type FormState, untouched } from "@/lib/web/form-state";
import { FlyoutAnswer } from "./flyout-answer";

type Props = {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  /** Sent along, unseen. */
  fields: Readonly<Record<string, string>>;
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  /** The button's name where its words alone do not say what it is about. */
  label?: string | undefined;
  /** More classes for the button. */
  className?: string | undefined;
  /** Where the reason of a refusal stands, if not beneath the button. */
  refusalClassName?: string | undefined;
  children: ReactNode;
};

/** Something done by one press, with nothing to fill in. Says why, when it is refused. */
export function QuickAction({
  action,
  fields,
  variant = "secondary",
  size,
  label,
  className,
  refusalClassName = "mt-1 max-w-64",
  children,
}: Props) {
  const [state, send] = useActionState(action, untouched);
  return (
    <Form action={send}>
      <FlyoutAnswer state={state} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton variant={variant} size={size} aria-label={label} className={className}>
        {children}
      </SubmitButton>
      {state.status === "refused" ? (
        <p role="alert" className={cx("text-danger-ink text-xs", refusalClassName)}>
          {state.message}
        </p>
      ) : null}
    </Form>
  );
}
