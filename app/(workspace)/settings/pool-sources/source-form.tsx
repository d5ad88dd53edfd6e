"use client";

import { useActionState } from "react";
import { EditHead } from "@/components/incidents/edit-head";
import { Form } from "@/components/ui/form";
import { LinkButton } from "@/components/ui/link-button";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { sourceTlsLabels } from "@/lib/pools/sources/labels";
import { untouched } from "@/lib/web/form-state";
import type { PoolSourceTls } from "@/prisma/generated/enums";
import { submitEdit, submitNew } from "./actions";

type Content = {
  name: string;
  host: string | null;
  port: number | null;
  database: string | null;
  userName: string | null;
  tls: PoolSourceTls;
  intervalSeconds: number;
};

type Props = { source?: Content & { slug: string; base: string; hasPassword: boolean } };

const labels = {
  name: "Name",
  host: "Host",
  port: "Port",
  database: "Database",
  userName: "User",
  password: "Password",
  tls: "Connection",
  intervalSeconds: "Collect every, seconds",
} as const;

const empty: Content = {
  ...{ name: "", host: "", port: 5432, database: "postgres", userName: "" },
  ...{ tls: "verified", intervalSeconds: 15 },
};
const protections = Object.entries(sourceTlsLabels).map(([value, label]) => ({ value, label }));

/** Adds a Postgres server, or edits one. */
export function SourceForm({ source }: Props) {
  const [state, send] = useActionState(source ? submitEdit : submitNew, untouched);
  const { values, fields } = state;
  const shown = source ?? empty;
  const theirs = (state.detail as { current?: Content & { base: string } } | undefined)?.current;
  const text = (name: keyof Content) => values[name] ?? String(shown[name] ?? "");
  const field = (name: keyof Content) => ({
    name,
    label: labels[name],
    errors: fields,
    defaultValue: text(name),
  });
  const lines = (of: (name: keyof Content) => string) =>
    (Object.keys(empty) as (keyof Content)[]).map((name) => ({ label: labels[name], value: of(name) }));
  return (
    <Form action={send} className="flex flex-col gap-4">
      <EditHead
        state={state}
        labels={labels}
        edited={source}
        stale={
          theirs && {
            base: theirs.base,
            theirs: lines((name) => String(theirs[name] ?? "")),
            mine: lines((name) => values[name] ?? ""),
          }
        }
      />
      <TextField {...field("name")} autoComplete="off" required />
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_8rem]">
        <TextField {...field("host")} autoComplete="off" spellCheck={false} required />
        <TextField {...field("port")} inputMode="numeric" autoComplete="off" required />
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          {...field("database")}
          hint="Any one; all are counted."
          autoComplete="off"
          spellCheck={false}
          required
        />
        <TextField
          {...field("userName")}
          hint="It needs the role pg_monitor and nothing else."
          autoComplete="off"
          spellCheck={false}
          required
        />
      </div>
      <TextField
        name="password"
        label={labels.password}
        hint={
          source?.hasPassword
            ? "There is one. It is kept when this is left empty, and asked for again when the address changes."
            : "Kept encrypted, and never shown again."
        }
        errors={fields}
        type="password"
        autoComplete="new-password"
        optional
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField {...field("tls")} options={protections} key={`tls ${values.tls ?? ""}`} required />
        <TextField {...field("intervalSeconds")} inputMode="numeric" autoComplete="off" required />
      </div>
      <div className="flex gap-2">
        <SubmitButton pendingLabel="Saving">{source ? "Save" : "Add source"}</SubmitButton>
        {source ? <LinkButton href="/settings/pool-sources">Cancel</LinkButton> : null}
      </div>
    </Form>
  );
}
