"use client";

import { type RefObject, useEffect, useRef } from "react";

type Values = Readonly<Record<string, string>>;

/**
 * Gives the fields of a form what the address asks for, whenever that is something else than the form was last sent with:
 * after 'Clear', a view, or a step back. They are not made anew, so that the focus stays, and what is typed meanwhile
 * stays too. Returns what is to be told with which values the form is sent; `pending` while no answer has come.
 */
export function useAsked(
  form: RefObject<HTMLFormElement | null>,
  asked: Values,
  pending: boolean,
): (sent: Values) => void {
  const known = useRef(asked);
  useEffect(() => {
    if (pending) return;
    for (const [name, value] of Object.entries(asked)) {
      if (value === known.current[name]) continue;
      const field = form.current?.elements.namedItem(name);
      if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = value;
    }
    known.current = asked;
  });
  return (sent) => {
    known.current = sent;
  };
}
