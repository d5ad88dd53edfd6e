import { z } from "zod";
import { SignOffStep } from "../../../prisma/generated/enums";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A certificate as it travels: what it states, and the Ed25519 signature of that statement's canonical JSON (base64). */
const certificate = z.object({
  statement: z.object({
    incident: z.string(),
    step: z.enum(SignOffStep),
    name: z.string(),
    title: z.string(),
    at: z.iso.datetime(),
    hash: sha256,
  }),
  signature: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
});

/** A signed text with everything that proves it, in one file: anybody with the public key verifies it offline. */
export const signedDocumentFile = z.object({
  format: z.literal("highwater-signed-document"),
  formatVersion: z.literal(1),
  /** The canonical JSON that was signed, byte for byte. */
  text: z.string(),
  hash: sha256,
  certificates: z.array(certificate),
  /** PEM. Whoever verifies should have it from elsewhere. */
  publicKey: z.string().max(1_000),
});

/** The same as a type. */
export type SignedDocumentFile = z.infer<typeof signedDocumentFile>;

/** One thing that was looked at: it agrees, it does not, or the files given cannot say. */
export type Finding = { agrees: boolean | null; sentence: string };

/** What a verification found. `hash` is that of the signed text, or of the file where no signed text is at hand. */
export type Verification = {
  file: "signed document" | "signed text" | "Markdown" | "unknown";
  hash: string;
  verdict: "verified" | "contradicted" | "not verifiable";
  findings: Finding[];
};
