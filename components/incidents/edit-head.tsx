import { FormErrors } from "@/components/ui/form-errors";
import type { FormState } from "@/lib/web/form-state";
import { StaleEdit } from "./stale-edit";

type Version = Parameters<typeof StaleEdit>[0]["theirs"];

type Props = {
  state: FormState;
  labels: Readonly<Record<string, string>>;
  /** What is edited, with the fingerprint of what the form shows; nothing where something new is made. */
  edited: { slug: string; base: string } | undefined;
  /** What somebody saved meanwhile. */
  stale: { base: string; theirs: Version; mine: Version } | undefined;
};

/** Begins a form of what others may edit too: what they saved meanwhile, what was refused, and what it was made from. */
export function EditHead({ state, labels, edited, stale }: Props) {
  return (
    <>
      {stale ? <StaleEdit theirs={stale.theirs} mine={stale.mine} /> : null}
      <FormErrors
        key={state.turn}
        message={state.status === "refused" && !stale ? state.message : undefined}
        errors={state.fields}
        labels={labels}
      />
      {edited ? (
        <>
          <input type="hidden" name="slug" value={edited.slug} />
          <input type="hidden" name="base" value={stale?.base ?? state.values.base ?? edited.base} />
        </>
      ) : null}
    </>
  );
}
