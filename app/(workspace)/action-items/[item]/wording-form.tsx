"use client";

import { useActionState } from "react";
import { StaleEdit } from "@/components/incidents/stale-edit";
import { FormAnswer } from "@/components/people/form-answer";
import { addressedValue, type Choice, ownerValue } from "@/components/reviews/action-item-choices";
import { ActionItemFields } from "@/components/reviews/action-item-fields";
import { Callout } from "@/components/ui/callout";
import { Form } from "@/components/ui/form";
import { LocalDraft } from "@/components/ui/local-draft";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ActionItem } from "@/lib/reviews/schema";
import { untouched } from "@/lib/web/form-state";
import { submitWording } from "../actions";

type Props = {
  item: ActionItem;
  personId: string;
  owners: readonly Choice[];
  addressed: readonly Choice[];
  /** Who has signed the document with the item as it is. */
  signers: readonly string[];
};

/** What an item promises. Somebody else's change meanwhile is shown beside one's own. */
export function WordingForm({ item, personId, owners, addressed, signers }: Props) {
  const [state, submit] = useActionState(submitWording, untouched);
  const refused = state.status === "refused";
  const current = refused ? currentIn(state.detail) : null;
  const values = refused ? state.values : valuesOf(item);
  return (
    <Form action={submit} className="flex flex-col gap-4">
      <LocalDraft name={`${personId}:action-item:${item.ref}:wording`} saved={state.status === "done"} />
      <input type="hidden" name="ref" value={item.ref} />
      {/* Who chose to save over another version has chosen, also when a field is then refused. */}
      <input
        type="hidden"
        name="version"
        value={(refused && !current && state.values.version) || item.version}
      />
      {current ? (
        <div role="alert">
          <StaleEdit
            theirs={told(valuesOf(current), owners, addressed)}
            mine={told(values, owners, addressed)}
          />
        </div>
      ) : (
        <FormAnswer state={state} form="wording" />
      )}
      {signers.length > 0 ? (
        <Callout tone="warning" title={`Signed by ${signers.join(", ")}`}>
          Wording, owner and due date are part of what was signed: changing one voids every signature. Kind,
          priority and what it addresses are not.
        </Callout>
      ) : null}
      <ActionItemFields
        key={item.version}
        errors={state.fields}
        values={values}
        owners={owners}
        addressed={addressed}
        form="wording"
      />
      <div>
        {current ? (
          <SubmitButton name="version" value={current.version}>
            Save mine over it
          </SubmitButton>
        ) : (
          <SubmitButton variant="secondary">Save item</SubmitButton>
        )}
      </div>
    </Form>
  );
}

function valuesOf(item: ActionItem): Record<string, string> {
  return {
    title: item.title,
    owner: ownerValue(item.owner),
    dueOn: item.dueOn ?? "",
    kind: item.kind ?? "",
    priority: item.priority ?? "",
    addresses: addressedValue(item),
  };
}

function told(
  values: Readonly<Record<string, string>>,
  owners: readonly Choice[],
  addressed: readonly Choice[],
) {
  const named = (choices: readonly Choice[], value = "") =>
    choices.find((choice) => choice.value === value)?.label ?? value;
  return [
    { label: "What is to be done", value: values.title ?? "" },
    { label: "Owner", value: named(owners, values.owner) },
    { label: "Due", value: values.dueOn ?? "" },
    { label: "Kind", value: values.kind ?? "" },
    { label: "Priority", value: values.priority ?? "" },
    { label: "Addresses", value: named(addressed, values.addresses) },
  ];
}

function currentIn(detail: unknown): ActionItem | null {
  if (typeof detail !== "object" || detail === null || !("current" in detail)) return null;
  // The action's own refusal carries the item as it is stored now.
  return detail.current as ActionItem;
}
