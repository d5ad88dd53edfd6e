import type { FormState } from "@/lib/web/form-state";

type Props = { state: FormState; documentRef: string; then: string };

/** Where to read again, when the document changed between reading and sending; nothing otherwise. */
export function ChangedMeanwhile({ state, documentRef, then }: Props) {
  // Only a document that changed meanwhile comes back with the hash that it has now.
  if (state.status !== "refused" || !("hash" in Object(state.detail ?? {}))) return null;
  return (
    <p className="text-sm">
      <a href={`/incidents/${documentRef}/review`} className="text-accent underline underline-offset-2">
        Load it again
      </a>
      , read what changed, and {then} then.
    </p>
  );
}
