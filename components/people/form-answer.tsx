import { Callout } from "@/components/ui/callout";
import { FormErrors } from "@/components/ui/form-errors";
import type { FormState } from "@/lib/web/form-state";

type Props = {
  state: FormState;
  labels?: Readonly<Record<string, string>> | undefined;
  form?: string | undefined;
};

/** What became of a form that stays on the page: done, or why not. */
export function FormAnswer({ state, labels, form }: Props) {
  return (
    <>
      <FormErrors
        key={state.turn}
        message={state.status === "refused" ? state.message : undefined}
        errors={state.fields}
        labels={labels}
        form={form}
      />
      <div role="status" className="empty:hidden">
        {state.status === "done" && state.message ? <Callout tone="success">{state.message}</Callout> : null}
      </div>
    </>
  );
}
