import { TextField } from "@/components/ui/text-field";
import type { FormState } from "@/lib/web/form-state";

/** What messages call these fields. */
export const theirLabels = { name: "Name", email: "E-mail address", title: "Job title" } as const;

type Props = {
  state: FormState;
  /** What stands in the fields to begin with. */
  person?: { name: string; email: string; title: string | null };
  form?: string;
};

/** Name, address and job title of somebody else, as an admin gives them. */
export function TheirFields({ state: { values, fields }, person, form }: Props) {
  return (
    <>
      <TextField
        form={form}
        name="name"
        label={theirLabels.name}
        autoComplete="off"
        defaultValue={values.name ?? person?.name}
        errors={fields}
        required
      />
      <TextField
        form={form}
        name="email"
        label={theirLabels.email}
        type="email"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        hint="They sign in with it."
        defaultValue={values.email ?? person?.email}
        errors={fields}
        required
      />
      <TextField
        form={form}
        name="title"
        label={theirLabels.title}
        autoComplete="off"
        hint="Stands beneath the name where they sign."
        defaultValue={values.title ?? person?.title ?? ""}
        errors={fields}
        optional
      />
    </>
  );
}
