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

/** Why a form was refused, at its top: takes the focus when it appears, and links to each field. */
export function FormErrors({ message, errors = {}, labels = {}, form }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (message) box.current?.focus();
  }, [message]);
  if (!message) return null;
  const wrong = Object.keys(errors).filter((name) => messagesFor(errors, name).length > 0);
  return (
    <div ref={box} tabIndex={-1} role="alert" data-quiet-focus="">
      <Callout tone="danger" title={message}>
        {wrong.length === 0 ? null : (
          <ul className="flex list-disc flex-col gap-0.5 pl-4">
            {wrong.map((name) => (
              <li key={name}>
                <a href={`#${fieldId(name, form)}`} className="underline underline-offset-2">
                  {labels[name] ? `${labels[name]}: ` : null}
                  {messagesFor(errors, name).join(" ")}
                </a>
              </li>
            ))}
          </ul>
        )}
      </Callout>
    </div>
  );
}
