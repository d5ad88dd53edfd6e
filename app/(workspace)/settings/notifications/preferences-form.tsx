"use client";

import { useActionState } from "react";
import { FormAnswer } from "@/components/people/form-answer";
import { Form } from "@/components/ui/form";
import { Select } from "@/components/ui/select";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import {
  kindLabels,
  kindMeanings,
  type TellableKind,
  urgentKinds,
  wishedKinds,
} from "@/lib/notifications/labels";
import { alwaysAtOnce, wishLabels } from "@/lib/notifications/preferences/labels";
import type { Preferences } from "@/lib/notifications/preferences/schema";
import { untouched } from "@/lib/web/form-state";
import { submitPreferences } from "./actions";

const wishes = Object.entries(wishLabels).map(([value, label]) => ({ value, label }));
const hours = Array.from({ length: 23 }, (_, index) => {
  const hour = index + 1;
  return { value: String(hour), label: `${String(hour).padStart(2, "0")}:00` };
});

const row = "flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3";
const meaning = "min-w-0 flex-1 basis-64";

type Props = { preferences: Preferences; zone: string };

export function PreferencesForm({ preferences, zone }: Props) {
  const [state, submit] = useActionState(submitPreferences, untouched);
  const { values, fields } = state;
  return (
    <Form action={submit} className="flex flex-col gap-4">
      <FormAnswer state={state} form="preferences" />
      <ul className="-mt-3 divide-y divide-line border-line border-b">
        {urgentKinds.map((kind) => (
          <li key={kind} className={row}>
            <p className={meaning}>
              <Meaning kind={kind} />
            </p>
            <p className="w-40 text-muted text-sm">{alwaysAtOnce}</p>
          </li>
        ))}
        {wishedKinds.map((kind) => (
          <li key={kind} className={row}>
            <label htmlFor={`wish-${kind}`} className={meaning}>
              <Meaning kind={kind} />
            </label>
            <Select
              id={`wish-${kind}`}
              name={`email.${kind}`}
              options={wishes}
              defaultValue={values[`email.${kind}`] ?? preferences.email[kind]}
              className="w-40"
            />
          </li>
        ))}
      </ul>
      <SelectField
        form="preferences"
        name="digestHour"
        label="The digest comes at"
        hint={`On the clocks of ${zone}; the zone is part of your profile. Reminders come an hour before.`}
        options={hours}
        defaultValue={values.digestHour ?? String(preferences.digestHour)}
        errors={fields}
        className="max-w-sm"
      />
      <SubmitButton pendingLabel="Saving" className="self-start">
        Save
      </SubmitButton>
    </Form>
  );
}

function Meaning({ kind }: { kind: TellableKind }) {
  return (
    <>
      <span className="font-medium">{kindLabels[kind]}</span>
      <span className="block text-muted text-sm">{kindMeanings[kind]}</span>
    </>
  );
}
