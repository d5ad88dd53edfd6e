import { z } from "zod";
import { line, optional, optionalProse } from "../../core/text";
import { incidentRef } from "../schema";
import { attachmentLimits } from "./labels";

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** The most characters of base64 that are read: a little more than any file may have. */
export const mostBase64 = 7_000_000;

/** Bytes as text. */
const base64 = z
  .string({ error: "Send the bytes of the file in base64." })
  .max(mostBase64, "A file may have 5 MB.")
  .regex(BASE64, "Send the bytes of the file in base64.")
  .meta({ contentEncoding: "base64", examples: ["cG9vbCBleGhhdXN0ZWQK"] });

/** A file to attach. `mediaType` is what its sender takes it for; the same `sendingKey` twice is one file. */
export const addAttachmentInput = z.object({
  ref: incidentRef,
  fileName: line(1_000, "Name the file."),
  mediaType: optional(z.string().max(200)),
  content: base64,
  sendingKey: optional(z.uuid("The key of the sending is no UUID.")),
});

/** The files of an entry, in their order, each with what it shows. */
export const attachedInput = z
  .array(z.object({ id: z.uuid("Name the attachment."), description: optionalProse(300) }))
  .max(attachmentLimits.inEntry, `An entry may have ${attachmentLimits.inEntry} files.`)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, "Name each file once.")
  .default([]);
