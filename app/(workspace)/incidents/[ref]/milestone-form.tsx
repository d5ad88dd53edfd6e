"use client";

import { useActionState } from "react";
import type { Choice } from "@/components/incidents/choices";
import { StaleEdit } from "@/components/incidents/stale-edit";
import { Form } from "@/components/ui/form";
import { FormErrors } from "@/components/ui/form-errors";
import { LinkButton } from "@/components/ui/link-button";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { formatEntryTime } from "@/lib/incidents/times/rules";
import { untouched } from "@/lib/web/form-state";
import type { MilestoneKind, Precision } from "@/prisma/generated/enums";
import { submitMilestone, submitMilestoneRemoval } from "./actions";

type Current = { version: number; at: Date; precision: Precision } | null;

type Props = {
  incidentRef: string;
  zone: string;
  kind: MilestoneKind;
  /** The milestone as it stands; null where it is not set. */
  shown: { version: number; at: string; entryId: string } | null;
  entries: readonly Choice[];
};

const labels = { at: "When", reason: "How you know", entryId: "Proven by" };

/** Sets a milestone by hand, moves it, or takes it away; each with the reason. */
export function MilestoneForm({ incidentRef, zone, kind, shown, entries }: Props) {
  const [set, send] = useActionState(submitMilestone, untouched);
  const [removed, remove] = useActionState(submitMilestoneRemoval, untouched);
  const state = removed.turn > 0 && removed.status === "refused" ? removed : set;
  const { values, fields } = state;
  const detail = state.detail as { current?: Current } | undefined;
  const stale = state.status === "refused" && detail !== undefined && "current" in detail;
  const theirs = detail?.current ?? null;
  const known = entries.some(({ value }) => value === shown?.entryId);
  return (
    <Form action={send} className="mt-2 flex flex-col gap-3 rounded-md border border-line bg-sunken p-3">
      {stale ? (
        <StaleEdit
          theirs={[{ label: labels.at, value: theirs ? formatEntryTime(theirs, zone) : "not set" }]}
          mine={[{ label: labels.at, value: values.at ?? "" }]}
        />
      ) : null}
      <FormErrors
        key={state.turn}
        form={kind}
        message={state.status === "refused" && !stale ? state.message : undefined}
      />
      <input type="hidden" name="ref" value={incidentRef} />
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="version" value={stale ? (theirs?.version ?? 0) : (shown?.version ?? 0)} />
      <TextField
        name="at"
        form={kind}
        label={labels.at}
        hint={`2025-10-08 14:21, ~14:20 for about. In ${zone}.`}
        errors={fields}
        defaultValue={values.at ?? shown?.at ?? ""}
        autoComplete="off"
        autoFocus
      />
      <SelectField
        name="entryId"
        form={kind}
        label={labels.entryId}
        placeholder="No entry"
        options={
          known || !shown?.entryId ? entries : [{ value: shown.entryId, label: "As before" }, ...entries]
        }
        errors={fields}
        key={values.entryId ?? ""}
        defaultValue={values.entryId ?? shown?.entryId ?? ""}
        optional
      />
      <TextField
        name="reason"
        form={kind}
        label={labels.reason}
        errors={fields}
        defaultValue={values.reason ?? ""}
        autoComplete="off"
        required
      />
      <div className="flex flex-wrap gap-2">
        <SubmitButton size="sm" pendingLabel="Saving">
          {shown ? "Save" : "Set"}
        </SubmitButton>
        {shown ? (
          <SubmitButton size="sm" variant="secondary" formAction={remove}>
            Take away
          </SubmitButton>
        ) : null}
        <LinkButton size="sm" variant="ghost" href={`/incidents/${incidentRef}#milestones`} scroll={false}>
          Cancel
        </LinkButton>
      </div>
    </Form>
  );
}
