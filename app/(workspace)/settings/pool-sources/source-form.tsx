"use client";

import { useActionState } from "react";
import { EditHead } from "@/components/incidents/edit-head";
import { Form } from "@/components/ui/form";
import { LinkButton } from "@/components/ui/link-button";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { TextareaField } from "@/components/ui/textarea-field";
import { type AskedKind, sourceTlsLabels, urlTlsLabels } from "@/lib/pools/sources/labels";
import type { SourceContent } from "@/lib/pools/sources/schema";
import { untouched } from "@/lib/web/form-state";
import { submitEdit, submitNew } from "./actions";

type Name = keyof SourceContent;
type Props = {
  kind: AskedKind;
  source?: SourceContent & { slug: string; base: string; hasPassword: boolean };
};

const labels = {
  name: "Name",
  host: "Host",
  port: "Port",
  database: "Database",
  url: "Address",
  userName: "User",
  password: "Password",
  questions: "Questions",
  tls: "Connection",
  intervalSeconds: "Collect every, seconds",
} as const;

const of: Readonly<Record<AskedKind, readonly Name[]>> = {
  postgres: ["host", "port", "database", "userName"],
  pgbouncer: ["host", "port", "userName"],
  prometheus: ["url", "userName", "questions"],
  json: ["url", "userName"],
};

const ports: Partial<Record<AskedKind, string>> = { postgres: "5432", pgbouncer: "6432" };
const usual = (kind: AskedKind): Partial<Record<Name, string>> => ({
  ...{ port: ports[kind] ?? "", database: "postgres", tls: "verified", intervalSeconds: "15" },
});

const hints = {
  postgres: { userName: "It needs the role pg_monitor and nothing else." },
  pgbouncer: { userName: "One of stats_users is enough." },
  prometheus: {
    url: "Where the API begins: without /api/v1/query.",
    userName: "Empty where the password is a bearer token.",
  },
  json: { url: "It answers a GET.", userName: "Empty where the password is a bearer token." },
} satisfies Record<AskedKind, Partial<Record<Name, string>>>;

/** Adds a source of a kind, or edits one. */
export function SourceForm({ kind, source }: Props) {
  const [state, send] = useActionState(source ? submitEdit : submitNew, untouched);
  const { values, fields } = state;
  const theirs = (state.detail as { current?: SourceContent & { base: string } } | undefined)?.current;
  const own = of[kind];
  const shown: readonly Name[] = ["name", ...own, "tls", "intervalSeconds"];
  const hint: Partial<Record<Name, string>> = hints[kind];
  const text = (name: Name) => values[name] ?? String((source ?? usual(kind))[name] ?? "");
  const field = (name: Name) => ({
    ...{ name, label: labels[name], errors: fields, defaultValue: text(name), hint: hint[name] },
    ...{ autoComplete: "off", spellCheck: false },
  });
  const lines = (say: (name: Name) => string) =>
    shown.map((name) => ({ label: labels[name], value: say(name) }));
  const protections = Object.entries(own.includes("url") ? urlTlsLabels : sourceTlsLabels);
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
      <input type="hidden" name="kind" value={kind} />
      <TextField {...field("name")} spellCheck required />
      {own.includes("url") ? (
        <TextField {...field("url")} inputMode="url" required />
      ) : (
        <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_8rem]">
          <TextField {...field("host")} required />
          <TextField {...field("port")} inputMode="numeric" required />
        </div>
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        {own.includes("database") ? (
          <TextField {...field("database")} hint="Any one; all are counted." required />
        ) : null}
        <TextField
          {...field("userName")}
          {...(own.includes("url") ? { optional: true } : { required: true })}
        />
        {own.includes("database") ? null : <Password kept={source?.hasPassword ?? false} errors={fields} />}
      </div>
      {own.includes("database") ? <Password kept={source?.hasPassword ?? false} errors={fields} /> : null}
      {own.includes("questions") ? <Questions errors={fields} text={text("questions")} /> : null}
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          {...{ name: "tls", label: labels.tls, errors: fields, defaultValue: text("tls") }}
          options={protections.map(([value, label]) => ({ value, label }))}
          key={`tls ${values.tls ?? ""}`}
          required
        />
        <TextField {...field("intervalSeconds")} inputMode="numeric" required />
      </div>
      <div className="flex gap-2">
        <SubmitButton pendingLabel="Saving">{source ? "Save" : "Add source"}</SubmitButton>
        {source ? <LinkButton href="/settings/pool-sources">Cancel</LinkButton> : null}
      </div>
    </Form>
  );
}

type Errors = Readonly<Record<string, string>>;

function Password({ kept, errors }: { kept: boolean; errors: Errors }) {
  return (
    <TextField
      name="password"
      label={labels.password}
      hint={
        kept
          ? "There is one. It is kept when this is left empty, and asked for again when the address changes."
          : "Kept encrypted, and never shown again."
      }
      errors={errors}
      type="password"
      autoComplete="new-password"
      optional
    />
  );
}

function Questions({ errors, text }: { errors: Errors; text: string }) {
  return (
    <TextareaField
      name="questions"
      label={labels.questions}
      hint="Empty: all names that Highwater understands. Else a line for each figure, such as used: sum by (pool, instance) (db_connections_busy), and max, idle, waiting the same."
      errors={errors}
      defaultValue={text}
      rows={4}
      spellCheck={false}
      autoComplete="off"
      optional
    />
  );
}
