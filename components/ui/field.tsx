import type { ReactNode } from "react";
import { cx } from "./cx";
import { type FieldErrors, fieldId, messagesFor } from "./field-ids";
import { FieldMessage } from "./field-message";

/** What a control must be given so that its label, hint and messages belong to it. */
export type ControlProps = {
  id: string;
  name: string;
  required: boolean | undefined;
  "aria-invalid": true | undefined;
  "aria-describedby": string | undefined;
};

export type FieldFrame = {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  /** The form's messages; those under `name` are shown here. */
  errors?: FieldErrors | undefined;
  required?: boolean | undefined;
  /** Says 'optional' beside the label. */
  optional?: boolean | undefined;
  /** Keeps ids apart when a page has two forms with the same field names. */
  form?: string | undefined;
  /** Keeps the label for screen readers only. */
  labelHidden?: boolean | undefined;
  className?: string | undefined;
};

type Props = FieldFrame & { children: (control: ControlProps) => ReactNode };

/** Label, control, hint and messages as one thing. Spread what `children` is given onto the control. */
export function Field({
  name,
  label,
  hint,
  errors,
  required,
  optional,
  form,
  labelHidden,
  className,
  children,
}: Props) {
  const id = fieldId(name, form);
  const messages = messagesFor(errors, name);
  const described = cx(hint ? `${id}-hint` : null, messages.length > 0 && `${id}-error`);
  return (
    <div className={cx("flex min-w-0 flex-col gap-1.5", className)}>
      <label
        htmlFor={id}
        className={labelHidden ? "sr-only" : "flex items-baseline gap-2 font-medium text-sm"}
      >
        {label}
        {optional ? <span className="font-normal text-faint text-xs">optional</span> : null}
      </label>
      {children({
        id,
        name,
        required: required || undefined,
        "aria-invalid": messages.length > 0 || undefined,
        "aria-describedby": described || undefined,
      })}
      {hint ? (
        <p id={`${id}-hint`} className="text-faint text-xs">
          {hint}
        </p>
      ) : null}
      <FieldMessage id={`${id}-error`} messages={messages} />
    </div>
  );
}
