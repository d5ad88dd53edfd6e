/** What a form knows after it was sent: with `useActionState`, starting from `untouched`. */
export type FormState = {
  status: "idle" | "done" | "refused";
  /** One sentence for the whole form. */
  message: string;
  /** Sentences by field name. */
  fields: Readonly<Record<string, string>>;
  /** What was typed, by field name, so that nothing is lost when the form is shown again. */
  values: Readonly<Record<string, string>>;
  /** What the refusal lets the person see to go on, for example the version saved meanwhile. */
  detail?: unknown;
  /** What a success hands over to be shown once, for example a one-time link. */
  result?: unknown;
  /** Counts answers, so that a form can tell two equal ones apart. */
  turn: number;
};

/** A form that has not been sent yet. */
export const untouched: FormState = { status: "idle", message: "", fields: {}, values: {}, turn: 0 };
