import type { FieldErrors } from "@/components/ui/field-ids";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { TextareaField } from "@/components/ui/textarea-field";
import { type Choice, kindChoices, priorityChoices } from "./action-item-choices";

type Props = {
  errors: FieldErrors;
  /** By field name: title, owner, dueOn, kind, priority, addresses. */
  values: Readonly<Record<string, string>>;
  owners: readonly Choice[];
  addressed: readonly Choice[];
  form: string;
  autoFocus?: boolean | undefined;
};

/** What describes an action item. */
export function ActionItemFields({ errors, values, owners, addressed, form, autoFocus }: Props) {
  const of = (name: string) => ({ name, errors, form, defaultValue: values[name] ?? "" });
  const select = (name: string, options: readonly Choice[]) => ({
    ...of(name),
    options: [...options],
  });
  return (
    <>
      <TextareaField {...of("title")} label="What is to be done" required rows={1} autoFocus={autoFocus} />
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField key={`owner ${values.owner ?? ""}`} {...select("owner", owners)} label="Owner" />
        <TextField {...of("dueOn")} label="Due" type="date" />
        <SelectField key={`kind ${values.kind ?? ""}`} {...select("kind", kindChoices)} label="Kind" />
        <SelectField
          key={`priority ${values.priority ?? ""}`}
          {...select("priority", priorityChoices)}
          label="Priority"
        />
      </div>
      <SelectField
        key={`addresses ${values.addresses ?? ""}`}
        {...select("addresses", addressed)}
        label="Addresses"
      />
    </>
  );
}
