"use client";

import { useActionState, useState } from "react";
import type { Choice } from "@/components/incidents/choices";
import { EditHead } from "@/components/incidents/edit-head";
import { Fieldset } from "@/components/ui/fieldset";
import { Form } from "@/components/ui/form";
import { LinkButton } from "@/components/ui/link-button";
import { LocalDraft } from "@/components/ui/local-draft";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { chosenKinds } from "@/lib/pools/sources/labels";
import { untouched } from "@/lib/web/form-state";
import type { PoolSourceKind } from "@/prisma/generated/enums";
import { submitEdit, submitNew } from "./actions";

/** A source of which people say which connections are a pool. */
export type SourceChoice = Choice & { kind: PoolSourceKind };

type Content = {
  name: string;
  service?: string | undefined;
  environment?: string | undefined;
  declaredMax?: number | undefined;
  database?: string | undefined;
  userName?: string | undefined;
  application?: string | undefined;
  holdLimitSeconds: number;
  idleInTransactionLimitSeconds: number;
};

type Props = {
  /** The pool that is edited, with the fingerprint of what is shown; a new one without it. */
  pool?: Content & { slug: string; base: string };
  sources: readonly SourceChoice[];
  services: readonly Choice[];
  environments: readonly Choice[];
  /** Of what kind the source is of one that is edited. */
  kind?: PoolSourceKind;
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
  idleInTransactionLimitSeconds: "Idle in a transaction at most, seconds",
} as const;

const names = (Object.keys(labels) as (keyof typeof labels)[]).filter((name) => name !== "sourceSlug");
const empty: Content = { name: "", holdLimitSeconds: 60, idleInTransactionLimitSeconds: 60 };

/** Adds a pool, or edits one. */
export function PoolForm({ pool, sources, services, environments, kind, draft }: Props) {
  const [state, send] = useActionState(pool ? submitEdit : submitNew, untouched);
  const [chosen, choose] = useState(sources.length === 1 ? sources[0]?.value : undefined);
  const { values, fields } = state;
  const sourceSlug = chosen ?? values.sourceSlug;
  const kindShown = kind ?? sources.find(({ value }) => value === sourceSlug)?.kind ?? "postgres";
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
          hint="The server or pooler whose connections are counted."
          errors={fields}
          options={sources}
          placeholder="Choose a source"
          key={`source ${values.sourceSlug ?? ""}`}
          defaultValue={values.sourceSlug ?? (sources.length === 1 ? sources[0]?.value : "")}
          onChange={({ target }) => choose(target.value)}
          required
        />
      )}
      {chosenKinds.includes(kindShown) ? (
        <Selection kind={kindShown} text={text} errors={fields} />
      ) : (
        <Limit
          hint="Where the source does not say how many connections it may have."
          text={text}
          errors={fields}
        />
      )}
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

type FieldProps = { text: (name: keyof Content) => string; errors: Readonly<Record<string, string>> };

/** Which of a source's connections are the pool's. Sources that name their pools themselves say so. */
function Selection({ kind, text, errors }: FieldProps & { kind: PoolSourceKind }) {
  const pooler = kind === "pgbouncer";
  const parts = pooler
    ? (["database", "userName"] as const)
    : (["database", "userName", "application"] as const);
  return (
    <>
      <Fieldset
        legend="Which connections"
        hint={`As the ${pooler ? "pooler" : "server"} names them. What is left empty takes all.`}
      >
        <div className={pooler ? "grid gap-4 sm:grid-cols-2" : "grid gap-4 sm:grid-cols-3"}>
          {parts.map((name) => (
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
        <Limit
          hint={
            pooler
              ? "How many server connections it may have. Empty: pool_size of each user."
              : "How many connections the pool may open. Empty: as many as the server allows."
          }
          text={text}
          errors={errors}
        />
        <TextField
          name="holdLimitSeconds"
          label={pooler ? "A hold is long after, seconds" : labels.holdLimitSeconds}
          hint={
            pooler
              ? "Who has held a connection for longer may have leaked it."
              : "A leaked connection looks idle; one that is ready is used again before long."
          }
          errors={errors}
          inputMode="numeric"
          autoComplete="off"
          defaultValue={text("holdLimitSeconds")}
          required
        />
        {pooler ? (
          <input
            type="hidden"
            name="idleInTransactionLimitSeconds"
            value={text("idleInTransactionLimitSeconds")}
          />
        ) : (
          <TextField
            name="idleInTransactionLimitSeconds"
            label={labels.idleInTransactionLimitSeconds}
            hint="Who waits inside a transaction for longer may have leaked it."
            errors={errors}
            inputMode="numeric"
            autoComplete="off"
            defaultValue={text("idleInTransactionLimitSeconds")}
            required
          />
        )}
      </div>
    </>
  );
}

function Limit({ hint, text, errors }: FieldProps & { hint: string }) {
  return (
    <TextField
      name="declaredMax"
      label={labels.declaredMax}
      hint={hint}
      errors={errors}
      inputMode="numeric"
      autoComplete="off"
      defaultValue={text("declaredMax")}
      optional
    />
  );
}
