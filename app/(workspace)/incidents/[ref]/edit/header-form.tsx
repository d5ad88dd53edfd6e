"use client";

import { useActionState } from "react";
import { type Choice, severityChoices } from "@/components/incidents/choices";
import { StaleEdit } from "@/components/incidents/stale-edit";
import { TimeZoneField } from "@/components/people/time-zone-field";
import { Form } from "@/components/ui/form";
import { FormErrors } from "@/components/ui/form-errors";
import { LinkButton } from "@/components/ui/link-button";
import { LocalDraft } from "@/components/ui/local-draft";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { untouched } from "@/lib/web/form-state";
import { submitHeader } from "../actions";

type Header = {
  title: string;
  severity: string;
  service: string | null;
  environment: string | null;
  timeZone: string;
  version: number;
};

type Props = {
  incidentRef: string;
  shown: Header;
  services: readonly Choice[];
  environments: readonly Choice[];
  zones: readonly string[];
  draft: string;
};

const labels = {
  title: "Title",
  severity: "Severity",
  service: "Service",
  environment: "Environment",
  timeZone: "Time zone",
};

/** Edits what an incident is called, how grave it is, and where and on which clock it takes place. */
export function HeaderForm({ incidentRef, shown, services, environments, zones, draft }: Props) {
  const [state, send] = useActionState(submitHeader, untouched);
  const { values, fields } = state;
  const theirs = (state.detail as { current?: Header } | undefined)?.current;
  const lists = { severity: severityChoices, service: services, environment: environments };
  const version = (of: Record<keyof typeof labels, string | null | undefined>) =>
    (Object.keys(labels) as (keyof typeof labels)[]).map((name) => {
      const value = of[name] ?? "";
      const choices = name in lists ? lists[name as keyof typeof lists] : [];
      return { label: labels[name], value: choices.find((choice) => choice.value === value)?.label ?? value };
    });
  return (
    <Form action={send} className="flex flex-col gap-4">
      <LocalDraft name={draft} />
      {theirs ? (
        <StaleEdit
          theirs={version(theirs)}
          mine={version({
            title: values.title,
            severity: values.severity,
            service: values.service,
            environment: values.environment,
            timeZone: values.timeZone,
          })}
        />
      ) : null}
      <FormErrors
        key={state.turn}
        message={state.status === "refused" && !theirs ? state.message : undefined}
        errors={fields}
        labels={labels}
      />
      <input type="hidden" name="ref" value={incidentRef} />
      <input type="hidden" name="version" value={theirs?.version ?? shown.version} />
      <TextField
        name="title"
        label={labels.title}
        maxLength={300}
        errors={fields}
        defaultValue={values.title ?? shown.title}
        required
      />
      <div className="grid gap-4 sm:grid-cols-3">
        {(["severity", "service", "environment"] as const).map((name) => (
          <SelectField
            key={`${name} ${values[name] ?? ""}`}
            name={name}
            label={labels[name]}
            errors={fields}
            placeholder={name === "severity" ? undefined : "Not known"}
            options={lists[name]}
            defaultValue={values[name] ?? shown[name] ?? ""}
          />
        ))}
      </div>
      <TimeZoneField
        zones={zones}
        value={values.timeZone ?? shown.timeZone}
        hint="The timeline is read and written in it."
        errors={fields}
      />
      <div className="flex gap-2">
        <SubmitButton pendingLabel="Saving">Save</SubmitButton>
        <LinkButton href={`/incidents/${incidentRef}`}>Cancel</LinkButton>
      </div>
    </Form>
  );
}
