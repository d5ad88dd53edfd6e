import { z } from "zod";
import { SignOffStep } from "../../../prisma/generated/enums";
import { optionalProse, prose } from "../../core/text";
import { incidentRef } from "../../incidents/schema";

/** How long a proof of who somebody is counts as fresh, in milliseconds. */
export const FRESH_LOGIN_MS = 5 * 60_000;

/** One act on the document, as stored. `hash` is in hexadecimal. */
export type SignOffRow = {
  id: string;
  step: SignOffStep;
  act: "given" | "returned";
  documentVersion: number;
  personId: string;
  name: string;
  title: string;
  hash: string;
  comment: string;
  at: Date;
};

const unread = "The form does not say what you read. Load the page again.";
/** The hash of the text that the signer saw, in hexadecimal. */
const hashRead = z.string(unread).regex(/^[0-9a-f]{64}$/, unread);

/** A step to sign. The password is proved in the session before, and is no part of it. */
export const giveSignOffInput = z.object({
  ref: incidentRef,
  step: z.enum(SignOffStep, "Say which step you sign."),
  hash: hashRead,
  comment: optionalProse(2_000),
  sessionId: z.uuid("Sign-offs are given in a browser, by somebody who is signed in.").nullish(),
});

/** A document to send back, and why. */
export const returnSignOffInput = z.object({
  ref: incidentRef,
  hash: hashRead,
  reason: prose(2_000, "Say what must change."),
});

/** A certificate with what it is said to certify, to be verified; `text` is the canonical JSON that was signed. */
export const verifyCertificateInput = z.strictObject(
  {
    statement: z.object(
      {
        incident: z.string("Say which incident."),
        step: z.enum(SignOffStep, "Say which step."),
        name: z.string("Say who signed."),
        title: z.string("Say as what they signed."),
        at: z.string("Say when it was signed."),
        hash: z.string("Give the hash that was signed."),
      },
      "Give the statement that was certified.",
    ),
    certificate: z.base64("Give the certificate, in base64."),
    text: z.string("Give the text as a string.").optional(),
  },
  "Send an object with a statement and its certificate.",
);

/** Whose an imported signature is. */
export const linkSignatureInput = z.object({
  signatureId: z.uuid("This signature is not known here. Load the page again."),
  /** Empty takes the link away. */
  personId: z.preprocess(
    (given) => (given === "" || given === undefined ? null : given),
    z.uuid("Choose a person of the list.").nullable(),
  ),
});
