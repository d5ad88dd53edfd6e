import type { FieldErrors } from "@/components/ui/field-ids";
import { TextField } from "@/components/ui/text-field";
import { TextareaField } from "@/components/ui/textarea-field";

/** What the fields of an update are called. */
export const updateLabels = {
  whatHappened: "What happened",
  impact: "Impact",
  whatWeDo: "What we are doing",
  nextUpdate: "Next update",
};

type Props = {
  form: string;
  zone: string;
  errors: FieldErrors;
  values: Readonly<Record<string, string | undefined>>;
  /** Whether the first field has the focus as soon as it is there. */
  autoFocus?: boolean | undefined;
};

/** What an update says, and by when there is another. */
export function UpdateFields({ form, zone, errors, values, autoFocus }: Props) {
  const common = { form, errors };
  return (
    <>
      <TextareaField
        {...common}
        name="whatHappened"
        label={updateLabels.whatHappened}
        hint="In words that somebody outside understands. It is shown as it is written."
        defaultValue={values.whatHappened}
        rows={3}
        required
        autoFocus={autoFocus}
      />
      <TextareaField
        {...common}
        name="impact"
        label={updateLabels.impact}
        hint="Whom it affects, and how."
        defaultValue={values.impact}
        rows={2}
        required
      />
      <TextareaField
        {...common}
        name="whatWeDo"
        label={updateLabels.whatWeDo}
        defaultValue={values.whatWeDo}
        rows={2}
        optional
      />
      <TextField
        {...common}
        name="nextUpdate"
        label={updateLabels.nextUpdate}
        hint={`30 for minutes, 2h, 14:40, tomorrow 09:00; in ${zone.replaceAll("_", " ")}. Leave empty to promise no time.`}
        defaultValue={values.nextUpdate}
        autoComplete="off"
        optional
      />
    </>
  );
}
