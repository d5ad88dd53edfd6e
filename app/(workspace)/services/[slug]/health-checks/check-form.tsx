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
import { TrialAnswer } from "./trial-answer";

type Content = {
  name: string;
  url: string;
  environment?: string | undefined;
  intervalSeconds: number;
  timeoutMs: number;
  leastStatus: number;
  mostStatus: number;
  expectedText?: string | undefined;
};

type Props = {
  service: string;
  /** The check that is edited, with the fingerprint of what is shown; a new one without it. */
  check?: Content & { slug: string; base: string };
  environments: readonly Choice[];
  /** The primary environment of the service, by name: what its incidents are of where the check has none. */
  primary: string | undefined;
  draft: string;
};

const labels = {
  name: "Name",
  url: "Address",
  environment: "Environment",
  intervalSeconds: "Ask every, seconds",
  timeoutMs: "Give up after, milliseconds",
  leastStatus: "Status from",
  mostStatus: "Status to",
  expectedText: "Text in the answer",
} as const;

const names = Object.keys(labels) as (keyof typeof labels)[];
const empty: Content = {
  ...{ name: "", url: "", intervalSeconds: 60, timeoutMs: 5_000 },
  ...{ leastStatus: 200, mostStatus: 299 },
};

/** Adds a health check, or edits one; its second button asks once and saves nothing. */
export function CheckForm({ service, check, environments, primary, draft }: Props) {
  const [state, send] = useActionState(check ? submitEdit : submitNew, untouched);
  const { values, fields } = state;
  const shown = check ?? empty;
  const theirs = (state.detail as { current?: Content & { base: string } } | undefined)?.current;
  const field = (name: keyof Content) => ({
    ...{ name, label: labels[name], errors: fields, autoComplete: "off" },
    defaultValue: values[name] ?? String(shown[name] ?? ""),
  });
  const number = (name: keyof Content) => ({ ...field(name), inputMode: "numeric", required: true }) as const;
  const lines = (of: (name: keyof Content) => string) =>
    names.map((name) => ({ label: labels[name], value: of(name) }));
  return (
    <Form action={send} className="flex flex-col gap-4">
      <LocalDraft name={draft} />
      <EditHead
        state={state}
        labels={labels}
        edited={check}
        stale={
          theirs && {
            base: theirs.base,
            theirs: lines((name) => String(theirs[name] ?? "")),
            mine: lines((name) => values[name] ?? ""),
          }
        }
      />
      <input type="hidden" name="service" value={service} />
      <TextField {...field("name")} required />
      <TextField
        {...field("url")}
        hint="http:// or https://, without a password: everybody can read it. Redirects are not followed."
        mono
        spellCheck={false}
        inputMode="url"
        required
      />
      <SelectField
        key={`environment ${values.environment ?? ""}`}
        {...{ name: "environment", label: labels.environment, errors: fields, options: environments }}
        placeholder="None"
        hint={
          primary
            ? `Without one, an incident that it declares is of ${primary}, the service’s primary environment.`
            : undefined
        }
        defaultValue={values.environment ?? shown.environment ?? ""}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField {...number("intervalSeconds")} />
        <TextField {...number("timeoutMs")} hint="For all of the answer." />
      </div>
      <Fieldset legend="What is well" hint="Anything else, and no answer, is a failure.">
        <div className="grid gap-4 sm:grid-cols-[7rem_7rem_minmax(0,1fr)]">
          <TextField {...number("leastStatus")} />
          <TextField {...number("mostStatus")} />
          <TextField {...field("expectedText")} hint="In its first 64 KB, letter for letter." optional />
        </div>
      </Fieldset>
      <TrialAnswer key={state.turn} answer={state.status === "done" ? state.result : undefined} />
      <div className="flex flex-wrap gap-2">
        <SubmitButton>{check ? "Save" : "Add health check"}</SubmitButton>
        <SubmitButton variant="secondary" name="intent" value="try" formNoValidate>
          Try it now
        </SubmitButton>
        <LinkButton href={`/services/${service}`}>Cancel</LinkButton>
      </div>
    </Form>
  );
}
