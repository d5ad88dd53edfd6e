"use client";

import { useEffect, useRef } from "react";
import { Callout } from "./callout";
import { type FieldErrors, fieldId, messagesFor } from "./field-ids";

type Props = {
  /** What was refused, as a sentence. Nothing is shown without it. */
  message: string | undefined;
  errors?: FieldErrors | undefined;
  /** What fields are called, by name; a field without an entry is linked by its message alone. */
  labels?: Readonly<Record<string, string>> | undefined;
  /** The `form` that the fields were given. */
  form?: string | undefined;
};

/**
 * Why a form was refused, at its top: takes the focus when it appears, and links to each field. What a field says beneath
 * itself is not said twice here: of one field alone the sentence is the link, of several it is how many.
 */
export function FormErrors({ message, errors = {}, labels = {}, form }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (message) box.current?.focus();
  }, [message]);
  if (!message) return null;
  const wrong = Object.keys(errors).flatMap((name) => {
    const said = messagesFor(errors, name).join(" ");
    return said === "" ? [] : [{ name, said, label: labels[name] }];
  });
  const repeated = wrong.some(({ said }) => said === message);
  const [first, ...others] = wrong;
  const alone = repeated && others.length === 0 ? first : undefined;
  return (
    <div ref={box} tabIndex={-1} role="alert" data-quiet-focus="">
      <Callout tone="danger" title={alone ? toField(alone, form) : headline(message, repeated, wrong.length)}>
        {wrong.length === 0 || alone ? null : (
          <ul className="flex list-disc flex-col gap-0.5 pl-4">
            {wrong.map((field) => (
              <li key={field.name}>{toField(field, form)}</li>
            ))}
          </ul>
        )}
      </Callout>
    </div>
  );
}

const headline = (message: string, repeated: boolean, count: number) =>
  repeated ? `${count} things are not right yet.` : message;

function toField(
  { name, said, label }: { name: string; said: string; label: string | undefined },
  form?: string,
) {
  return (
    <a href={`#${fieldId(name, form)}`} className="underline underline-offset-2">
      {label ? `${label}: ` : null}
      {said}
    </a>
  );
}
