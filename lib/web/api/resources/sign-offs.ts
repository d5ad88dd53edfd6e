import { z } from "zod";
import { DocumentState, SignOffStep } from "../../../../prisma/generated/enums";
import { publicKeyPem } from "../../../core/secrets";
import { certificateStatement, judgeCertificate } from "../../../reviews/sign-offs/certificate";
import { steps } from "../../../reviews/sign-offs/labels";
import { getReview, getSignedText, type Review } from "../../../reviews/sign-offs/queries";
import { verifyCertificateInput } from "../../../reviews/sign-offs/schema";
import { compute } from "../computing";
import { read } from "../reading";
import { importedSignature } from "./document-schema";
import { instant } from "./parts";

const statement = z
  .object({
    incident: z.string(),
    step: z.enum(SignOffStep),
    name: z.string(),
    title: z.string(),
    at: z.string(),
    hash: z.string(),
  })
  .meta({ id: "CertificateStatement" });

const act = z
  .object({
    id: z.uuid(),
    step: z.enum(SignOffStep),
    act: z.enum(["given", "returned"]),
    personId: z.uuid(),
    name: z.string(),
    title: z.string(),
    comment: z.string(),
    at: instant,
    documentVersion: z.int(),
    hash: z.string(),
    stands: z.boolean(),
    statement: statement.nullable(),
    certificate: z.string().nullable(),
    certified: z.boolean().nullable(),
  })
  .meta({ id: "SignOff" });

const signOffsShown = z
  .object({
    ref: z.string(),
    state: z.enum(DocumentState),
    next: z.enum(steps).nullable(),
    hash: z.string(),
    acts: z.array(act),
    importedSignatures: z.array(importedSignature),
  })
  .meta({ id: "SignOffs" });

const asSignOffs = ({ document, now, history }: Review) => ({
  ...document,
  ...now,
  acts: history.map((one) => ({
    ...one,
    statement: one.certificate === null ? null : certificateStatement(document.ref, one),
  })),
});

/** Sign-offs are read and verified. Giving one asks for a password, by a person, in a browser. */
export const signOffs = {
  list: read({
    route: "GET /incidents/{ref}/sign-offs",
    id: "sign-off.list",
    scope: "sign-offs:read",
    summary: "Read who signed the post-mortem",
    description:
      "Every act, the latest first, with its certificate: an Ed25519 signature of the canonical JSON (RFC 8785) of `statement`. An act `stands` while the document is still the one that it signed. `hash` is that of the text now.",
    answer: signOffsShown,
    run: async (context, { ref }) => asSignOffs(await getReview(context, ref)),
  }),

  text: read({
    route: "GET /incidents/{ref}/signed-texts/{hash}",
    id: "sign-off.text",
    scope: "sign-offs:read",
    summary: "Read a text that was signed",
    description:
      "The canonical JSON, byte for byte, that has this SHA-256: the present text, or one that somebody signed.",
    answer: z.object({ hash: z.string(), canonical: z.string() }).meta({ id: "SignedText" }),
    run: (context, { ref, hash }) => getSignedText(context, ref, hash),
  }),

  verify: compute({
    route: "POST /sign-offs/verification",
    id: "sign-off.verify",
    scope: "sign-offs:read",
    summary: "Verify a certificate, and the text that it speaks of",
    description:
      "`certificate`: this instance signed this very statement. `text`: its SHA-256 is the one in the statement; null where none was sent. Writes nothing.",
    body: verifyCertificateInput,
    bodyBytes: 6 * 1024 * 1024,
    answer: z
      .object({ valid: z.boolean(), certificate: z.boolean(), text: z.boolean().nullable() })
      .meta({ id: "CertificateVerdict" }),
    run: (_context, input) => judgeCertificate(input, publicKeyPem()),
  }),

  publicKey: read({
    route: "GET /sign-offs/public-key",
    id: "sign-off.public-key",
    scope: "sign-offs:read",
    summary: "Read the key that certificates are verified with",
    answer: z.object({ algorithm: z.literal("Ed25519"), pem: z.string() }).meta({ id: "PublicKey" }),
    run: async () => ({ algorithm: "Ed25519", pem: publicKeyPem() }),
  }),
};
