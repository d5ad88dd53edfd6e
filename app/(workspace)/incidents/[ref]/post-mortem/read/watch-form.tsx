"use client";

import { useActionState } from "react";
import { buttonClass } from "@/components/ui/button-class";
import { Form } from "@/components/ui/form";
import { FormErrors } from "@/components/ui/form-errors";
import { Link } from "@/components/ui/link";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { type ControlTarget, choiceOf, holdsMeaning } from "@/lib/alerts/controls/labels";
import { untouched } from "@/lib/web/form-state";
import { submitWatch } from "../actions";

type Named = { slug: string; name: string };
type Props = {
  documentRef: string;
  controlId: string;
  watchers: { sources: readonly (Named & { settings: readonly string[] })[]; rules: readonly Named[] };
  /** What watches it now. */
  by: ControlTarget | null;
  doneHref: string;
};

/** Says what watches a control: a setting of a source's configuration, or an alert rule. */
export function WatchForm({ documentRef, controlId, watchers, by, doneHref }: Props) {
  const [state, submit] = useActionState(submitWatch, untouched);
  const refused = state.status === "refused";
  const chosen = (refused && state.values.watchedBy) || (by ? choiceOf(by) : "");
  const form = `watch-${controlId}`;
  return (
    <Form action={submit} className="grid max-w-xl gap-3 rounded-md border border-line p-3 text-base">
      <input type="hidden" name="ref" value={documentRef} />
      <input type="hidden" name="controlId" value={controlId} />
      <FormErrors message={refused ? state.message : undefined} errors={state.fields} form={form} />
      <SelectField
        key={chosen}
        name="watchedBy"
        label="Watched by"
        hint={`Of a setting it holds ${holdsMeaning.setting}; of a rule ${holdsMeaning.rule}.`}
        placeholder="Choose a setting or a rule"
        defaultValue={chosen}
        form={form}
        errors={state.fields}
      >
        {watchers.sources.map((source) => (
          <optgroup key={source.slug} label={`Configuration of ${source.name}`}>
            {source.settings.map((setting) => (
              <option key={setting} value={choiceOf({ kind: "setting", source, setting })}>
                {setting}
              </option>
            ))}
          </optgroup>
        ))}
        {watchers.rules.length > 0 ? (
          <optgroup label="Alert rules">
            {watchers.rules.map((rule) => (
              <option key={rule.slug} value={choiceOf({ kind: "rule", rule })}>
                {rule.name}
              </option>
            ))}
          </optgroup>
        ) : null}
      </SelectField>
      <div className="flex flex-wrap gap-2">
        <SubmitButton>Watch it</SubmitButton>
        <Link href={doneHref} scroll={false} className={buttonClass("ghost")}>
          Leave it
        </Link>
      </div>
    </Form>
  );
}
