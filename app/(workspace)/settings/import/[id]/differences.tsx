"use client";

import { useActionState } from "react";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { Diff } from "@/components/ui/diff";
import { Form } from "@/components/ui/form";
import { FormErrors } from "@/components/ui/form-errors";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import { SubmitButton } from "@/components/ui/submit-button";
import { importParts } from "@/lib/documents/imports/labels";
import type { ImportPreview } from "@/lib/documents/imports/queries";
import { untouched } from "@/lib/web/form-state";
import { submitImport } from "../actions";

type Props = { importId: string; existing: NonNullable<ImportPreview["existing"]>; blocked: boolean };

/** What the file says otherwise than the incident that is here, part by part, each to be taken over or not. */
export function Differences({ importId, existing, blocked }: Props) {
  const [state, send] = useActionState(submitImport, untouched);
  const { ref, title, differing, differences } = existing;
  if (differing.length === 0)
    return (
      <Callout tone="success" title="No difference">
        The file says exactly what <Link href={`/incidents/${ref}`}>{`${ref} ${title}`}</Link> says. There is
        nothing to import.
      </Callout>
    );
  return (
    <Form action={send} className="grid gap-5">
      <FormErrors message={state.status === "refused" ? state.message : undefined} errors={state.fields} />
      <input type="hidden" name="importId" value={importId} />
      <input type="hidden" name="base" value={existing.base} />
      <Callout tone="warning" title="Taking over a part voids the sign-offs given so far">
        What is chosen is put in the place of what is there. Entries and action items that the file does not
        have stay.
      </Callout>
      {differing.map((part) => (
        <Panel key={part} title={importParts[part]}>
          <div className="grid gap-4">
            <Checkbox
              name="parts[]"
              value={part}
              label={`Take over ${importParts[part].toLowerCase()} from the file`}
            />
            {differences
              .filter((difference) => difference.part === part)
              .map(({ section, before, after }) => (
                <Diff key={section} before={before} after={after} label={section} />
              ))}
          </div>
        </Panel>
      ))}
      {blocked ? null : (
        <div>
          <SubmitButton pendingLabel="Taking over">Take over what is chosen</SubmitButton>
        </div>
      )}
    </Form>
  );
}
