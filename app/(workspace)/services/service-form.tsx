"use client";

import { useActionState } from "react";
import type { Choice } from "@/components/incidents/choices";
import { EditHead } from "@/components/incidents/edit-head";
import { Checkbox } from "@/components/ui/checkbox";
import { Fieldset } from "@/components/ui/fieldset";
import { Form } from "@/components/ui/form";
import { Link } from "@/components/ui/link";
import { LinkButton } from "@/components/ui/link-button";
import { LocalDraft } from "@/components/ui/local-draft";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { TextareaField } from "@/components/ui/textarea-field";
import { untouched } from "@/lib/web/form-state";
import { submitEdit, submitNew } from "./actions";

type Content = {
  name: string;
  description: string;
  ownerTeam: string | null;
  environments: string[];
  primary: string | null;
};

type Props = {
  /** The service that is edited, with the fingerprint of what is shown; a new one without it. */
  service?: Content & { slug: string; base: string };
  teams: readonly Choice[];
  environments: readonly Choice[];
  draft: string;
};

const labels = {
  name: "Name",
  description: "Description",
  ownerTeam: "Owner",
  environments: "Environments",
  primary: "Primary environment",
};

const empty: Content = { name: "", description: "", ownerTeam: null, environments: [], primary: null };

/** Adds a service, or edits one. */
export function ServiceForm({ service, teams, environments, draft }: Props) {
  const [state, send] = useActionState(service ? submitEdit : submitNew, untouched);
  const { values, fields } = state;
  const shown = service ?? empty;
  const theirs = (state.detail as { current?: Content & { base: string } } | undefined)?.current;
  const nameOf = (slugs: readonly string[]) =>
    slugs.map((slug) => environments.find(({ value }) => value === slug)?.label ?? slug).join(", ");
  const teamName = (slug: string | null) => teams.find(({ value }) => value === slug)?.label ?? "Nobody yet";
  return (
    <Form action={send} className="flex flex-col gap-4">
      <LocalDraft name={draft} />
      <EditHead
        state={state}
        labels={labels}
        edited={service}
        stale={
          theirs && {
            base: theirs.base,
            theirs: [
              { label: labels.name, value: theirs.name },
              { label: labels.description, value: theirs.description },
              { label: labels.ownerTeam, value: teamName(theirs.ownerTeam) },
              { label: labels.environments, value: nameOf(theirs.environments) },
            ],
            mine: [
              { label: labels.name, value: values.name ?? "" },
              { label: labels.description, value: values.description ?? "" },
              { label: labels.ownerTeam, value: teamName(values.ownerTeam ?? null) },
              { label: labels.environments, value: "as chosen below" },
            ],
          }
        }
      />
      <TextField
        name="name"
        label={labels.name}
        errors={fields}
        autoComplete="off"
        defaultValue={values.name ?? shown.name}
        required
      />
      <TextareaField
        name="description"
        label={labels.description}
        hint="What it does and for whom. Markdown."
        errors={fields}
        rows={4}
        defaultValue={values.description ?? shown.description}
        optional
      />
      <SelectField
        name="ownerTeam"
        label={labels.ownerTeam}
        hint="Leads of this team keep the service up to date."
        errors={fields}
        placeholder="Nobody yet"
        options={teams}
        key={values.ownerTeam ?? ""}
        defaultValue={values.ownerTeam ?? shown.ownerTeam ?? ""}
      />
      {environments.length === 0 ? (
        <p className="text-muted text-sm">
          Where it runs can be said once there are environments:{" "}
          <Link href="/settings/environments" className="text-accent underline">
            add the usual ones
          </Link>
          .
        </p>
      ) : (
        <Fieldset legend={labels.environments} hint="Where it runs.">
          <div id="field-environments" className="flex flex-wrap gap-x-6 gap-y-2">
            {environments.map(({ value, label }) => (
              <Checkbox
                key={value}
                name="environments[]"
                value={value}
                label={label}
                defaultChecked={shown.environments.includes(value)}
              />
            ))}
          </div>
          <SelectField
            name="primary"
            label={labels.primary}
            hint="Chosen beforehand when an incident is declared. Without one it is the first."
            errors={fields}
            placeholder="The first one"
            options={environments}
            key={`primary ${values.primary ?? ""}`}
            defaultValue={values.primary ?? shown.primary ?? ""}
          />
        </Fieldset>
      )}
      <div className="flex gap-2">
        <SubmitButton pendingLabel="Saving">{service ? "Save" : "Add service"}</SubmitButton>
        <LinkButton href={service ? `/services/${service.slug}` : "/services"}>Cancel</LinkButton>
      </div>
    </Form>
  );
}
