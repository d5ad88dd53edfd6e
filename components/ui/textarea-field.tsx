import { Field, type FieldFrame } from "./field";
import { Textarea, type TextareaProps } from "./textarea";

type Props = FieldFrame & Omit<TextareaProps, keyof FieldFrame | "id">;

/** A `Field` around a `Textarea`. */
export function TextareaField(props: Props) {
  const { name, label, hint, errors, required, optional, form, labelHidden, className, ...textarea } = props;
  const frame = { name, label, hint, errors, required, optional, form, labelHidden, className };
  return <Field {...frame}>{(control) => <Textarea {...textarea} {...control} />}</Field>;
}
