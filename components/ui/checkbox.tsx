import type { ComponentProps, ReactNode } from "react";
import { cx } from "./cx";
import { fieldId } from "./field-ids";

type Props = Omit<ComponentProps<"input">, "type" | "id"> & {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  form?: string | undefined;
};

/** A yes or no. Boxes that share a name are told apart by their value. */
export function Checkbox({ label, hint, className, form, ...input }: Props) {
  const id = fieldId(input.value === undefined ? input.name : `${input.name}-${input.value}`, form);
  return (
    <div className={cx("flex items-start gap-2.5", className)}>
      <input
        {...input}
        id={id}
        type="checkbox"
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="ui-check mt-0.75 rounded-xs"
      />
      <div className="min-w-0">
        <label htmlFor={id} className="cursor-pointer">
          {label}
        </label>
        {hint ? (
          <p id={`${id}-hint`} className="text-faint text-xs">
            {hint}
          </p>
        ) : null}
      </div>
    </div>
  );
}
