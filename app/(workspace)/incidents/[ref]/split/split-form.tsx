"use client";

import { useActionState } from "react";
import { severityChoices } from "@/components/incidents/choices";
import { Checkbox } from "@/components/ui/checkbox";
import { Fieldset } from "@/components/ui/fieldset";
import { Form } from "@/components/ui/form";
import { FormErrors } from "@/components/ui/form-errors";
import { LinkButton } from "@/components/ui/link-button";
import { LocalDraft } from "@/components/ui/local-draft";
import { RadioGroup } from "@/components/ui/radio-group";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { untouched } from "@/lib/web/form-state";
import { submitSplit } from "./actions";

type Labelled = { id: string; label: string };

type Props = {
  incidentRef: string;
  severity: string;
  entries: readonly { id: string; about: string; text: string }[];
  /** Whether there are earlier entries, which are not shown. */
  more: boolean;
  actionItems: readonly Labelled[];
  alerts: readonly Labelled[];
  draft: string;
};

const labels = { title: "Title", severity: "Severity", how: "Entries are", entryIds: "Entries" };

const ways = [
  {
    value: "move",
    label: "Moved",
    hint: "Here they are withdrawn, with a reason that names the new incident.",
  },
  { value: "copy", label: "Copied", hint: "Here they stay as they are." },
];

/** Declares an incident from entries of this one. */
export function SplitForm({ incidentRef, severity, entries, more, actionItems, alerts, draft }: Props) {
  const [state, send] = useActionState(submitSplit, untouched);
  const { values, fields } = state;
  return (
    <Form action={send} className="flex flex-col gap-5">
      <LocalDraft name={draft} />
      <FormErrors
        key={state.turn}
        message={state.status === "refused" ? state.message : undefined}
        errors={fields}
        labels={labels}
      />
      <input type="hidden" name="ref" value={incidentRef} />
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_12rem]">
        <TextField
          name="title"
          label={labels.title}
          maxLength={300}
          errors={fields}
          defaultValue={values.title ?? ""}
          autoComplete="off"
          required
        />
        <SelectField
          name="severity"
          label={labels.severity}
          errors={fields}
          options={severityChoices}
          key={values.severity ?? ""}
          defaultValue={values.severity ?? severity}
        />
      </div>
      <Fieldset
        legend={labels.entryIds}
        hint={more ? "The latest 500. What Highwater wrote of this incident itself stays." : undefined}
      >
        <ul id="field-entryIds" className="divide-y divide-line rounded-md border border-line">
          {entries.map(({ id, about, text }) => (
            <li key={id} className="px-3 py-2">
              <Checkbox
                name="entryIds[]"
                value={id}
                label={<span className="wrap-anywhere">{text}</span>}
                hint={<span className="tabular">{about}</span>}
              />
            </li>
          ))}
        </ul>
      </Fieldset>
      <RadioGroup
        name="how"
        legend={labels.how}
        options={ways}
        errors={fields}
        key={values.how ?? ""}
        defaultValue={values.how ?? "move"}
      />
      <Along legend="Action items that go along" name="actionItemIds[]" things={actionItems} />
      <Along legend="Alerts that go along" name="alertIds[]" things={alerts} />
      <div className="flex gap-2">
        <SubmitButton pendingLabel="Splitting">Split off</SubmitButton>
        <LinkButton href={`/incidents/${incidentRef}`}>Cancel</LinkButton>
      </div>
    </Form>
  );
}

function Along({ legend, name, things }: { legend: string; name: string; things: readonly Labelled[] }) {
  if (things.length === 0) return null;
  return (
    <Fieldset legend={legend} hint="None does unless it is chosen.">
      <div className="grid gap-2">
        {things.map(({ id, label }) => (
          <Checkbox key={id} name={name} value={id} label={<span className="wrap-anywhere">{label}</span>} />
        ))}
      </div>
    </Fieldset>
  );
}
