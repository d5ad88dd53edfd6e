"use client";

import { useActionState } from "react";
import { StaleEdit } from "@/components/incidents/stale-edit";
import { Form } from "@/components/ui/form";
import { FormErrors } from "@/components/ui/form-errors";
import { LinkButton } from "@/components/ui/link-button";
import { LocalDraft } from "@/components/ui/local-draft";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { promiseWritten } from "@/lib/incidents/updates/rules";
import { untouched } from "@/lib/web/form-state";
import { submitUpdateCorrection } from "./actions";
import { UpdateFields, updateLabels } from "./update-fields";

type Current = {
  version: number;
  whatHappened: string;
  impact: string;
  whatWeDo: string;
  nextUpdateAt: Date | null;
};

type Props = {
  incidentRef: string;
  zone: string;
  update: Current & { id: string };
  draft: string;
};

const labels = { ...updateLabels, reason: "Why it is corrected" };

const valuesOf = ({ whatHappened, impact, whatWeDo, nextUpdateAt }: Current, zone: string) => ({
  ...{ whatHappened, impact, whatWeDo },
  nextUpdate: nextUpdateAt ? promiseWritten(nextUpdateAt, zone) : "",
});

/** Lets an update say something else, and asks why. Outside, only that it was corrected is told. */
export function CorrectionForm({ incidentRef, zone, update, draft }: Props) {
  const [state, send] = useActionState(submitUpdateCorrection, untouched);
  const { values, fields } = state;
  const theirs = (state.detail as { current?: Current } | undefined)?.current;
  const named = (said: Readonly<Record<string, string | undefined>>) =>
    Object.entries(updateLabels).map(([name, label]) => ({ label, value: said[name] ?? "" }));
  return (
    <Form action={send} className="mt-3 flex flex-col gap-3 rounded-md border border-line bg-panel p-3">
      <LocalDraft name={draft} />
      {theirs ? <StaleEdit theirs={named(valuesOf(theirs, zone))} mine={named(values)} /> : null}
      <FormErrors
        key={state.turn}
        form="correct"
        message={state.status === "refused" && !theirs ? state.message : undefined}
        errors={fields}
        labels={labels}
      />
      <input type="hidden" name="ref" value={incidentRef} />
      <input type="hidden" name="updateId" value={update.id} />
      <input type="hidden" name="version" value={theirs?.version ?? update.version} />
      <UpdateFields
        form="correct"
        zone={zone}
        errors={fields}
        values={{ ...valuesOf(update, zone), ...values }}
        autoFocus
      />
      <TextField
        name="reason"
        form="correct"
        label={labels.reason}
        hint="It stays inside."
        errors={fields}
        defaultValue={values.reason ?? ""}
        autoComplete="off"
        required
      />
      <div className="flex flex-wrap gap-2">
        <SubmitButton pendingLabel="Saving">Save correction</SubmitButton>
        <LinkButton href={`/incidents/${incidentRef}/updates#update-${update.id}`}>Cancel</LinkButton>
      </div>
    </Form>
  );
}
