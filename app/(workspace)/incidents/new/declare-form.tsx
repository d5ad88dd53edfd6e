"use client";

import { type KeyboardEvent, useActionState, useState } from "react";
import { type Choice, type ServiceChoice, severityChoices } from "@/components/incidents/choices";
import { TimeZoneField } from "@/components/people/time-zone-field";
import { Checkbox } from "@/components/ui/checkbox";
import { Form } from "@/components/ui/form";
import { FormErrors } from "@/components/ui/form-errors";
import { LinkButton } from "@/components/ui/link-button";
import { LocalDraft } from "@/components/ui/local-draft";
import { RadioGroup } from "@/components/ui/radio-group";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { untouched } from "@/lib/web/form-state";
import { submitDeclaration } from "../actions";
import { submitJoining } from "./actions";
import { JoinForm } from "./join-form";
import { SimilarIncidents } from "./similar-incidents";

type Props = {
  services: readonly ServiceChoice[];
  environments: readonly Choice[];
  zones: readonly string[];
  /** The declarer's own zone. */
  zone: string;
  draft: string;
};

const labels = {
  title: "What is happening",
  severity: "Severity",
  service: "Service",
  environment: "Environment",
  mode: "Recorded",
  timeZone: "Time zone",
  restricted: "Restrict to participants",
};

const modes = [
  { value: "live", label: "Live", hint: "It is happening now: detected and declared at this moment." },
  {
    value: "retrospective",
    label: "Afterwards",
    hint: "It is over. You set its milestones by hand; the timeline starts empty.",
  },
  { value: "drill", label: "Drill", hint: "An exercise. It is marked as one everywhere." },
];

/** Declares an incident in ten seconds: a title and a severity are enough. */
export function DeclareForm({ services, environments, zones, zone, draft }: Props) {
  const [{ values, fields, ...state }, send] = useActionState(submitDeclaration, untouched);
  const [joining, join, isJoining] = useActionState(submitJoining, untouched);
  const [environment, setEnvironment] = useState(values.environment ?? "");
  const [title, setTitle] = useState("");
  const [service, setService] = useState("");
  return (
    <>
      <JoinForm state={joining} send={join} draft={draft} />
      <Form action={send} onKeyDown={sendOnControlEnter} className="flex flex-col gap-5">
        <LocalDraft name={draft} />
        <FormErrors
          key={state.turn}
          message={state.status === "refused" ? state.message : undefined}
          errors={fields}
          labels={labels}
        />
        <TextField
          name="title"
          label={labels.title}
          placeholder="Connection pool of reporting exhausted"
          autoFocus
          autoComplete="off"
          maxLength={300}
          errors={fields}
          defaultValue={values.title ?? ""}
          onChange={(event) => setTitle(event.target.value)}
          required
        />
        <SimilarIncidents title={title} service={service} joining={isJoining} />
        <RadioGroup
          name="severity"
          legend={labels.severity}
          layout="row"
          options={severityChoices}
          defaultValue={values.severity}
          errors={fields}
          required
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectField
            name="service"
            label={labels.service}
            errors={fields}
            placeholder={services.length === 0 ? "No services yet" : "Not known yet"}
            options={services}
            key={values.service ?? ""}
            defaultValue={values.service ?? ""}
            onChange={({ target: { value: chosen } }) => {
              setService(chosen);
              setEnvironment(services.find(({ value }) => value === chosen)?.primary ?? "");
            }}
            optional
          />
          <SelectField
            name="environment"
            label={labels.environment}
            errors={fields}
            placeholder="The service's primary one"
            options={environments}
            value={environment}
            onChange={(event) => setEnvironment(event.target.value)}
            optional
          />
        </div>
        <Checkbox
          name="restricted"
          label={labels.restricted}
          hint="Only its participants and admins see it, here and everywhere else. You are one of them."
          defaultChecked={values.restricted === "on"}
        />
        <details className="rounded-md border border-line">
          <summary className="cursor-pointer px-3 py-2 font-medium text-sm">
            Not live, or another time zone
          </summary>
          <div className="flex flex-col gap-4 border-line border-t p-3">
            <RadioGroup
              name="mode"
              legend={labels.mode}
              options={modes}
              defaultValue={values.mode ?? "live"}
              errors={fields}
            />
            <TimeZoneField
              zones={zones}
              value={values.timeZone ?? zone}
              hint="The timeline is read and written in it."
              errors={fields}
            />
          </div>
        </details>
        <div className="flex flex-wrap gap-2">
          <SubmitButton size="lg" pendingLabel="Declaring">
            Declare incident
          </SubmitButton>
          <LinkButton href="/incidents" size="lg" variant="ghost">
            Cancel
          </LinkButton>
        </div>
      </Form>
    </>
  );
}

/** As in the composer, from whichever field somebody is in; a button is pressed as ever. */
function sendOnControlEnter(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
  if (event.target instanceof HTMLButtonElement) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}
