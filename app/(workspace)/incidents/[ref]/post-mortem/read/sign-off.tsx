import { ImportedSignatures } from "@/components/reviews/imported-signatures";
import { StepList } from "@/components/reviews/step-list";
import type { PostMortemDocument } from "@/lib/reviews/schema";
import type { DocumentStanding } from "@/lib/reviews/sign-offs/queries";
import { Part } from "./section";

type Props = { document: PostMortemDocument; now: DocumentStanding };

/** Who stands behind this text, and what an imported document said about that. */
export function SignOff({ document, now }: Props) {
  return (
    <>
      <StepList now={now} zone={document.timeZone} />
      <p className="wrap-anywhere text-faint text-xs">
        SHA-256 of this text <span className="font-mono">{now.hash}</span>
      </p>
      {document.importedSignatures.length > 0 ? (
        <Part title="As stated in the imported document">
          <ImportedSignatures signatures={document.importedSignatures} signedOn={document.importedSignedOn} />
        </Part>
      ) : null}
    </>
  );
}
