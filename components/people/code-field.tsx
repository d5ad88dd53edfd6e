import type { FieldErrors } from "@/components/ui/field-ids";
import { TextField } from "@/components/ui/text-field";

type Props = {
  label?: string;
  hint?: string | undefined;
  errors?: FieldErrors | undefined;
  form?: string | undefined;
};

/** A code of the second factor; a browser may offer it from where it keeps them. Never sent back by the server. */
export function CodeField({ label = "Code", hint, errors, form }: Props) {
  return (
    <TextField
      name="code"
      label={label}
      hint={hint}
      errors={errors}
      form={form}
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
      className="tabular"
      required
    />
  );
}
