import type { Context } from "../../core/context";
import { publicKeyPem } from "../../core/secrets";
import { certificateStatement } from "../../reviews/sign-offs/certificate";
import { getDocumentStanding, getSignedText } from "../../reviews/sign-offs/queries";
import type { SignedDocumentFile } from "./schema";

/**
 * A text of this incident's document with every certificate that was given for it: by its hash, or the present one.
 * Refuses with 'not_found' what the actor may not see and what nobody signed here.
 */
export async function getSignedDocument(
  context: Context,
  ref: string,
  hash?: string,
): Promise<{ fileName: string; file: SignedDocumentFile }> {
  const signed = await getSignedText(context, ref, hash);
  const { document, acts } = await getDocumentStanding(context, ref);
  const certificates = acts.flatMap((act) =>
    act.hash === signed.hash && act.certificate !== null
      ? [{ statement: certificateStatement(document.ref, act), signature: act.certificate }]
      : [],
  );
  return {
    fileName: `${document.ref}-signed-${signed.hash.slice(0, 12)}.json`,
    file: {
      ...{ format: "highwater-signed-document", formatVersion: 1 },
      ...{ text: signed.canonical, hash: signed.hash, certificates, publicKey: publicKeyPem() },
    },
  };
}
