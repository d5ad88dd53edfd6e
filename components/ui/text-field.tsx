import { Field, type FieldFrame } from "./field";
import { Input, type InputProps } from "./input";

type Props = FieldFrame & Omit<InputProps, keyof FieldFrame | "id">;

/** A `Field` around an `Input`, the commonest pair. */
export function TextField(props: Props) {
  const { name, label, hint, errors, required, optional, form, labelHidden, className, ...input } = props;
  const frame = { name, label, hint, errors, required, optional, form, labelHidden, className };
  return <Field {...frame}>{(control) => <Input {...input} {...control} />}</Field>;
}
