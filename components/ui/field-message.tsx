import { CircleAlert } from "lucide-react";

/** What is wrong with a field, beneath it. */
export function FieldMessage({ id, messages }: { id: string; messages: readonly string[] }) {
  if (messages.length === 0) return null;
  return (
    <p id={id} className="flex gap-1.5 text-danger-ink text-xs">
      <CircleAlert aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
      <span>{messages.join(" ")}</span>
    </p>
  );
}
