"use client";

import { useActionState } from "react";
import type { Choice } from "@/components/incidents/choices";
import { EditHead } from "@/components/incidents/edit-head";
import { Fieldset } from "@/components/ui/fieldset";
import { Form } from "@/components/ui/form";
import { LinkButton } from "@/components/ui/link-button";
import { LocalDraft } from "@/components/ui/local-draft";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import type { Preview } from "@/lib/alerts/preview/schema";
import { alertResponseLabels, alertSeverityLabels } from "@/lib/alerts/rules/labels";
import { untouched } from "@/lib/web/form-state";
import { submitEdit, submitNew } from "./actions";
import { ConditionFields } from "./condition-fields";
import { lookBackChoices, PreviewAnswer } from "./preview-answer";
import { linesOf, type RuleContent, ruleLabels, textsOf, usualContent } from "./rule-texts";

type Props = {
  /** The rule that is edited, with the fingerprint of what is shown; a new one without it. */
  rule?: RuleContent & { slug: string; base: string };
  /** What a new rule is to be of, to begin with. */
  of?: Pick<RuleContent, "pool" | "service">;
  pools: readonly Choice[];
  services: readonly Choice[];
  zone: string;
  draft: string;
};

/** Writes a rule, or edits one, and looks what it would have done. */
export function RuleForm({ rule, of, pools, services, zone, draft }: Props) {
  const [state, send] = useActionState(rule ? submitEdit : submitNew, untouched);
  const { values, fields } = state;
  const shown = { ...textsOf(rule ?? { ...usualContent, ...of }), ...values };
  const theirs = (state.detail as { current?: RuleContent & { base: string } } | undefined)?.current;
  return (
    <Form action={send} className="flex flex-col gap-5">
      <LocalDraft name={draft} />
      <EditHead
        state={state}
        labels={ruleLabels}
        edited={rule}
        stale={
          theirs && { base: theirs.base, theirs: linesOf(textsOf(theirs)), mine: linesOf(textsOf(values)) }
        }
      />
      <TextField
        name="name"
        label={ruleLabels.name}
        errors={fields}
        autoComplete="off"
        defaultValue={shown.name}
        required
      />
      <ConditionFields shown={shown} errors={fields} />
      <Fieldset
        legend="Where"
        hint="With neither it holds everywhere. A nearer rule of the same kind takes the place of a more general one; Preview tells which, and for what."
      >
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectField
            key={`service ${shown.service}`}
            name="service"
            label={ruleLabels.service}
            errors={fields}
            options={services}
            placeholder="Any service"
            defaultValue={shown.service}
          />
          <SelectField
            key={`pool ${shown.pool}`}
            name="pool"
            label={ruleLabels.pool}
            errors={fields}
            options={pools}
            placeholder="Any pool"
            defaultValue={shown.pool}
          />
        </div>
      </Fieldset>
      <RadioGroup
        key={`severity ${shown.severity}`}
        name="severity"
        legend={ruleLabels.severity}
        layout="row"
        errors={fields}
        options={Object.entries(alertSeverityLabels).map(([value, label]) => ({ value, label }))}
        defaultValue={shown.severity}
        required
      />
      <RadioGroup
        key={`response ${shown.response}`}
        name="response"
        legend={ruleLabels.response}
        errors={fields}
        options={Object.entries(alertResponseLabels).map(([value, { label, meaning }]) => ({
          ...{ value, label, hint: meaning },
        }))}
        defaultValue={shown.response}
        required
      />
      <div className="flex flex-wrap items-center gap-2">
        <SubmitButton>{rule ? "Save" : "Add rule"}</SubmitButton>
        <LinkButton href={rule ? `/alerts/rules/${rule.slug}` : "/alerts/rules"}>Cancel</LinkButton>
        <span className="ml-auto flex items-center gap-2 max-sm:ml-0">
          <Select
            key={`look ${values.look ?? ""}`}
            name="look"
            aria-label="Look back over"
            options={lookBackChoices.map(({ value, label }) => ({ value, label: `Last ${label}` }))}
            defaultValue={values.look ?? "30"}
            className="w-36"
          />
          <SubmitButton variant="secondary" name="intent" value="preview" formNoValidate>
            Preview
          </SubmitButton>
        </span>
      </div>
      {state.status === "done" && state.result ? (
        <section aria-label="Preview" role="status" className="border-line border-t pt-4">
          <PreviewAnswer preview={state.result as Preview} zone={zone} />
        </section>
      ) : null}
    </Form>
  );
}
