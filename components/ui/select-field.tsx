import { Field, type FieldFrame } from "./field";
import { Select, type SelectProps } from "./select";

type Props = FieldFrame & Omit<SelectProps, keyof FieldFrame | "id">;

/** A `Field` around a `Select`. */
export function SelectField(props: Props) {
  const { name, label, hint, errors, required, optional, form, labelHidden, className, ...select } = props;
  const frame = { name, label, hint, errors, required, optional, form, labelHidden, className };
  return <Field {...frame}>{(control) => <Select {...select} {...control} />}</Field>;
}
