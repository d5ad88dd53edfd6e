"use client";

import { useActionState } from "react";
import type { Choice } from "@/components/incidents/choices";
import { EditHead } from "@/components/incidents/edit-head";
import { Fieldset } from "@/components/ui/fieldset";
import { Form } from "@/components/ui/form";
import { LinkButton } from "@/components/ui/link-button";
import { LocalDraft } from "@/components/ui/local-draft";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { untouched } from "@/lib/web/form-state";
import { submitEdit, submitNew } from "./actions";

type Content = {
  name: string;
  service?: string | undefined;
  environment?: string | undefined;
  declaredMax?: number | undefined;
  database?: string | undefined;
  userName?: string | undefined;
  application?: string | undefined;
  holdLimitSeconds: number;
};

type Props = {
  /** The pool that is edited, with the fingerprint of what is shown; a new one without it. */
  pool?: Content & { slug: string; base: string };
  sources: readonly Choice[];
  services: readonly Choice[];
  environments: readonly Choice[];
  /** Whether its source is asked, and told which connections are meant. */
  asked: boolean;
  draft: string;
};

const labels = {
  name: "Name",
  sourceSlug: "Source",
  service: "Service",
  environment: "Environment",
  declaredMax: "Limit",
  database: "Database",
  userName: "User",
  application: "Application",
  holdLimitSeconds: "Idle counts as held after, seconds",
} as const;

const names = (Object.keys(labels) as (keyof typeof labels)[]).filter((name) => name !== "sourceSlug");
const empty: Content = { name: "", holdLimitSeconds: 60 };

/** Adds a pool, or edits one. */
export function PoolForm({ pool, sources, services, environments, asked, draft }: Props) {
  const [state, send] = useActionState(pool ? submitEdit : submitNew, untouched);
  const { values, fields } = state;
  const shown = pool ?? empty;
  const theirs = (state.detail as { current?: Content & { base: string } } | undefined)?.current;
  const text = (name: keyof Content) => values[name] ?? String(shown[name] ?? "");
  const lines = (of: (name: keyof Content) => string) =>
    names.map((name) => ({ label: labels[name], value: of(name) }));
  return (
    <Form action={send} className="flex flex-col gap-4">
      <LocalDraft name={draft} />
      <EditHead
        state={state}
        labels={labels}
        edited={pool}
        stale={
          theirs && {
            base: theirs.base,
            theirs: lines((name) => String(theirs[name] ?? "")),
            mine: lines((name) => values[name] ?? ""),
          }
        }
      />
      <TextField
        name="name"
        label={labels.name}
        errors={fields}
        autoComplete="off"
        defaultValue={text("name")}
        required
      />
      {pool ? null : (
        <SelectField
          name="sourceSlug"
          label={labels.sourceSlug}
          hint="The server whose connections are counted."
          errors={fields}
          options={sources}
          placeholder="Choose a source"
          key={`source ${values.sourceSlug ?? ""}`}
          defaultValue={values.sourceSlug ?? (sources.length === 1 ? sources[0]?.value : "")}
          required
        />
      )}
      {asked ? <Selection text={text} errors={fields} /> : null}
      <div className="grid gap-4 sm:grid-cols-2">
        {(["service", "environment"] as const).map((name) => (
          <SelectField
            key={`${name} ${values[name] ?? ""}`}
            name={name}
            label={labels[name]}
            errors={fields}
            placeholder="None"
            options={name === "service" ? services : environments}
            defaultValue={text(name)}
          />
        ))}
      </div>
      <div className="flex gap-2">
        <SubmitButton pendingLabel="Saving">{pool ? "Save" : "Add pool"}</SubmitButton>
        <LinkButton href={pool ? `/pools/${pool.slug}` : "/pools"}>Cancel</LinkButton>
      </div>
    </Form>
  );
}

type SelectionProps = { text: (name: keyof Content) => string; errors: Readonly<Record<string, string>> };

/** Which of a server's connections are the pool's. What applications send says so itself. */
function Selection({ text, errors }: SelectionProps) {
  return (
    <>
      <Fieldset legend="Which connections" hint="As the server names them. What is left empty takes all.">
        <div className="grid gap-4 sm:grid-cols-3">
          {(["database", "userName", "application"] as const).map((name) => (
            <TextField
              key={name}
              name={name}
              label={labels[name]}
              errors={errors}
              autoComplete="off"
              defaultValue={text(name)}
              optional
            />
          ))}
        </div>
      </Fieldset>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          name="declaredMax"
          label={labels.declaredMax}
          hint="How many connections the pool may open. Empty: as many as the server allows."
          errors={errors}
          inputMode="numeric"
          autoComplete="off"
          defaultValue={text("declaredMax")}
          optional
        />
        <TextField
          name="holdLimitSeconds"
          label={labels.holdLimitSeconds}
          hint="A leaked connection looks idle; one that is ready is used again before long."
          errors={errors}
          inputMode="numeric"
          autoComplete="off"
          defaultValue={text("holdLimitSeconds")}
          required
        />
      </div>
    </>
  );
}
