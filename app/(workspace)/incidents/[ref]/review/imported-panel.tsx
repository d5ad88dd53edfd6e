import { ImportedSignatures } from "@/components/reviews/imported-signatures";
import { Panel } from "@/components/ui/panel";
import type { PostMortemDocument } from "@/lib/reviews/schema";
import { LinkForm } from "./link-form";

type Props = {
  document: PostMortemDocument;
  /** Whom a signature can be linked to; null for those who may not link. */
  people: readonly { id: string; name: string }[] | null;
};

/** Signatures that the imported document states; an admin can say who they are here. */
export function ImportedPanel({ document, people }: Props) {
  if (document.importedSignatures.length === 0) return null;
  return (
    <Panel title="As stated in the imported document">
      <ImportedSignatures
        signatures={document.importedSignatures}
        signedOn={document.importedSignedOn}
        beside={(signature) => (people ? <LinkForm signature={signature} people={people} /> : null)}
      />
    </Panel>
  );
}
