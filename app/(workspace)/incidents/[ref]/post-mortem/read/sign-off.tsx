import { ImportedSignatures } from "@/components/reviews/imported-signatures";
import { StepList } from "@/components/reviews/step-list";
import type { PostMortemDocument } from "@/lib/reviews/schema";
import type { Standing } from "@/lib/reviews/sign-offs/rules";
import { Part } from "./section";

type Props = { document: PostMortemDocument; now: Standing; hash: string };

/** Who stands behind this text, and what an imported document said about that. */
export function SignOff({ document, now, hash }: Props) {
  return (
    <>
      <StepList now={now} zone={document.timeZone} />
      <p className="wrap-anywhere text-faint text-xs">
        SHA-256 of this text <span className="font-mono">{hash}</span>
      </p>
      {document.importedSignatures.length > 0 ? (
        <Part title="As stated in the imported document">
          <ImportedSignatures signatures={document.importedSignatures} signedOn={document.importedSignedOn} />
        </Part>
      ) : null}
    </>
  );
}
