import { Checkbox } from "@/components/ui/checkbox";
import { type FieldErrors, fieldId, messagesFor } from "@/components/ui/field-ids";
import { FieldMessage } from "@/components/ui/field-message";
import type { ScopeGroup } from "./scope-groups";

type Props = { legend: string; groups: readonly ScopeGroup[]; errors: FieldErrors; form: string };

/** What the key may do, noun by noun. What the person's role does not reach cannot be chosen, and says why. */
export function ScopeChoice({ legend, groups, errors, form }: Props) {
  const id = fieldId("scopes", form);
  const messages = messagesFor(errors, "scopes");
  return (
    <fieldset
      id={id}
      tabIndex={-1}
      aria-describedby={messages.length > 0 ? `${id}-error` : undefined}
      className="min-w-0"
    >
      <legend className="font-medium text-sm">{legend}</legend>
      <p className="mt-0.5 text-faint text-xs">
        Writing does not include reading. Choose as little as will do.
      </p>
      <div className="mt-1.5 empty:hidden">
        <FieldMessage id={`${id}-error`} messages={messages} />
      </div>
      <div className="mt-2 flex flex-col divide-y divide-line border-line border-y">
        {groups.map(({ noun, scopes }) => (
          <fieldset key={noun} className="grid min-w-0 grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3 py-2">
            <legend className="sr-only">{noun}</legend>
            <span aria-hidden="true" className="text-sm/[1.375rem]">
              {noun}
            </span>
            <div className="flex min-w-0 flex-col gap-2">
              {scopes.map(({ scope, meaning, wants }) => (
                <Checkbox
                  key={scope}
                  form={form}
                  name="scopes[]"
                  value={scope}
                  label={scope.endsWith(":read") ? "Read" : "Write"}
                  hint={wants ? `${meaning} Wants the role ${wants}.` : meaning}
                  disabled={wants !== undefined}
                />
              ))}
            </div>
          </fieldset>
        ))}
      </div>
    </fieldset>
  );
}
