"use client";

import { useActionState } from "react";
import { StaleEdit } from "@/components/incidents/stale-edit";
import { Form } from "@/components/ui/form";
import { FormErrors } from "@/components/ui/form-errors";
import { LinkButton } from "@/components/ui/link-button";
import { LocalDraft } from "@/components/ui/local-draft";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { TextareaField } from "@/components/ui/textarea-field";
import { entryKindLabels } from "@/lib/incidents/timeline/labels";
import { formatEntryTime } from "@/lib/incidents/times/rules";
import { untouched } from "@/lib/web/form-state";
import type { EntryKind, Precision } from "@/prisma/generated/enums";
import { submitCorrection } from "./actions";

type Current = { version: number; text: string; at: Date; precision: Precision; kind: EntryKind };

type Props = {
  incidentRef: string;
  zone: string;
  entry: { id: string; version: number; text: string; at: string; kind: EntryKind };
  draft: string;
};

const labels = { at: "Time", kind: "Kind", text: "What happened", reason: "Why it is corrected" };
const kinds = Object.entries(entryKindLabels).map(([value, label]) => ({ value, label }));

/** Lets an entry say something else, and asks why. What it said before stays readable. */
export function CorrectionForm({ incidentRef, zone, entry, draft }: Props) {
  const [state, send] = useActionState(submitCorrection, untouched);
  const { values, fields } = state;
  const theirs = (state.detail as { current?: Current } | undefined)?.current;
  const kindName = (kind: string) => entryKindLabels[kind as EntryKind] ?? kind;
  return (
    <Form action={send} className="mt-3 flex flex-col gap-3 rounded-md border border-line bg-panel p-3">
      <LocalDraft name={draft} />
      {theirs ? (
        <StaleEdit
          theirs={[
            { label: labels.at, value: formatEntryTime(theirs, zone) },
            { label: labels.kind, value: kindName(theirs.kind) },
            { label: labels.text, value: theirs.text },
          ]}
          mine={[
            { label: labels.at, value: values.at ?? "" },
            { label: labels.kind, value: kindName(values.kind ?? "") },
            { label: labels.text, value: values.text ?? "" },
          ]}
        />
      ) : null}
      <FormErrors
        key={state.turn}
        form="correct"
        message={state.status === "refused" && !theirs ? state.message : undefined}
        errors={fields}
        labels={labels}
      />
      <input type="hidden" name="ref" value={incidentRef} />
      <input type="hidden" name="entryId" value={entry.id} />
      <input type="hidden" name="version" value={theirs?.version ?? entry.version} />
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          name="at"
          form="correct"
          label={labels.at}
          hint={`In ${zone}. ~ in front for about.`}
          errors={fields}
          defaultValue={values.at ?? entry.at}
          autoComplete="off"
          autoFocus
        />
        <SelectField
          name="kind"
          form="correct"
          label={labels.kind}
          errors={fields}
          options={kinds}
          key={values.kind ?? ""}
          defaultValue={values.kind ?? entry.kind}
        />
      </div>
      <TextareaField
        name="text"
        form="correct"
        label={labels.text}
        errors={fields}
        defaultValue={values.text ?? entry.text}
        required
      />
      <TextField
        name="reason"
        form="correct"
        label={labels.reason}
        errors={fields}
        defaultValue={values.reason ?? ""}
        autoComplete="off"
        required
      />
      <div className="flex gap-2">
        <SubmitButton pendingLabel="Saving">Save correction</SubmitButton>
        <LinkButton href={`/incidents/${incidentRef}?entry=${entry.id}#entry-${entry.id}`}>Cancel</LinkButton>
      </div>
    </Form>
  );
}
