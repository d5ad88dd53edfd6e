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
import type { Preferences, Wishes } from "@/lib/notifications/preferences/schema";
import { untouched } from "@/lib/web/form-state";
import { submitPreferences } from "./actions";

const hours = Array.from({ length: 23 }, (_, index) => {
  const hour = index + 1;
  return { value: String(hour), label: `${String(hour).padStart(2, "0")}:00` };
});

const row = "flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3";
const meaning = "min-w-0 flex-1 basis-64";

type Props = {
  preferences: Preferences;
  /** What one may wish something by: its name, how people say it, and where it reaches them. */
  channels: readonly { name: string; by: string; place: string }[];
  zone: string;
};

export function PreferencesForm({ preferences, channels, zone }: Props) {
  const [state, submit] = useActionState(submitPreferences, untouched);
  const { values, fields } = state;
  return (
    <Form action={submit} className="flex flex-col gap-4">
      <FormAnswer state={state} form="preferences" />
      {channels.map(({ name, by, place }) => (
        <fieldset key={name}>
          <legend className="font-semibold">
            {by.charAt(0).toUpperCase() + by.slice(1)}
            <span className="block font-normal text-muted text-sm">To {place}.</span>
          </legend>
          <WishList channel={name} by={by} wishes={preferences.wishes[name]} values={values} />
        </fieldset>
      ))}
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

type ListProps = {
  channel: string;
  by: string;
  wishes: Wishes | undefined;
  values: Readonly<Record<string, string>>;
};

function WishList({ channel, by, wishes, values }: ListProps) {
  const options = Object.entries(wishLabels(by)).map(([value, label]) => ({ value, label }));
  return (
    <ul className="divide-y divide-line border-line border-b">
      {urgentKinds.map((kind) => (
        <li key={kind} className={row}>
          <p className={meaning}>
            <Meaning kind={kind} />
          </p>
          <p className="w-40 text-muted text-sm">{alwaysAtOnce}</p>
        </li>
      ))}
      {wishedKinds.map((kind) => {
        const name = `wishes.${channel}.${kind}`;
        return (
          <li key={kind} className={row}>
            <label htmlFor={name} className={meaning}>
              <Meaning kind={kind} />
            </label>
            <Select
              id={name}
              name={name}
              options={options}
              defaultValue={values[name] ?? wishes?.[kind]}
              className="w-40"
            />
          </li>
        );
      })}
    </ul>
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
