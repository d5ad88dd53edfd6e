import type { ReactNode } from "react";
import type { ImportedSignature } from "@/lib/reviews/schema";
import { stepLabels } from "@/lib/reviews/sign-offs/labels";

type Props = {
  signatures: readonly ImportedSignature[];
  /** The date line, as written. */
  signedOn: string | null;
  /** What stands behind a signature, for example whom to link it to. */
  beside?: ((signature: ImportedSignature) => ReactNode) | undefined;
};

/** Signatures that a document brought along: what it states, bound to no text that is kept here. */
export function ImportedSignatures({ signatures, signedOn, beside }: Props) {
  return (
    <div className="text-base">
      <ul className="flex flex-col gap-1">
        {signatures.map((signature) => (
          <li key={signature.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="w-20 text-faint text-sm">{stepLabels[signature.step].done}</span>
            <span className="grow">
              {signature.name}
              {signature.title ? <span className="text-muted">, {signature.title}</span> : null}
              {signature.signedOn ? <span className="text-muted">, {signature.signedOn}</span> : null}
              {signature.person ? (
                <span className="text-faint text-sm"> (here: {signature.person.name})</span>
              ) : null}
            </span>
            {beside?.(signature)}
          </li>
        ))}
      </ul>
      {signedOn ? <p className="mt-1 text-muted">Dated {signedOn}</p> : null}
      <p className="mt-1.5 text-faint text-sm">
        Historical statements. They are not signatures of this text.
      </p>
    </div>
  );
}
