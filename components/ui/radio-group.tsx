import type { ReactNode } from "react";
import { cx } from "./cx";
import { type FieldErrors, fieldId, messagesFor } from "./field-ids";
import { FieldMessage } from "./field-message";

export type RadioOption = {
  value: string;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean | undefined;
};

type Props = {
  name: string;
  legend: ReactNode;
  options: readonly RadioOption[];
  defaultValue?: string | undefined;
  hint?: ReactNode;
  errors?: FieldErrors | undefined;
  required?: boolean | undefined;
  form?: string | undefined;
  /** Side by side in frames, or one beneath the other. */
  layout?: "list" | "row" | undefined;
};

/** One of a few. Native radios: arrow keys move the choice, and a form sends it without JavaScript. */
export function RadioGroup(props: Props) {
  const { name, legend, options, defaultValue, hint, errors, required, form, layout = "list" } = props;
  const id = fieldId(name, form);
  const messages = messagesFor(errors, name);
  const described = cx(hint ? `${id}-hint` : null, messages.length > 0 && `${id}-error`);
  return (
    <fieldset aria-describedby={described || undefined} className="min-w-0">
      <legend className="mb-1.5 font-medium text-sm">{legend}</legend>
      {hint ? (
        <p id={`${id}-hint`} className="mb-1.5 text-faint text-xs">
          {hint}
        </p>
      ) : null}
      <div className={layout === "row" ? "flex flex-wrap gap-2" : "flex flex-col gap-2"}>
        {options.map((option, index) => (
          <label
            key={option.value}
            className={cx(
              "flex items-start gap-2.5",
              layout === "row" &&
                "rounded-md border border-rim bg-panel px-3 py-1.5 hover:border-edge has-checked:border-accent has-checked:bg-selected",
            )}
          >
            <input
              // The first carries the field's id, so that a message at the top of the form leads here.
              id={index === 0 ? id : `${id}-${option.value}`}
              type="radio"
              name={name}
              value={option.value}
              defaultChecked={option.value === defaultValue}
              required={required}
              disabled={option.disabled}
              className="ui-check mt-0.75 rounded-full"
            />
            <span className="min-w-0">
              {option.label}
              {option.hint ? <span className="block text-faint text-xs">{option.hint}</span> : null}
            </span>
          </label>
        ))}
      </div>
      <div className="mt-1.5 empty:hidden">
        <FieldMessage id={`${id}-error`} messages={messages} />
      </div>
    </fieldset>
  );
}
