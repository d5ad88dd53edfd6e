import { z } from "zod";
import { AttachmentType } from "../../../../prisma/generated/enums";
import { database } from "../../../core/database";
import { addAttachment } from "../../../incidents/attachments/commands";
import {
  type AttachmentItem,
  type AttachmentTold,
  getAttachment,
  listAttachments,
  readBytes,
} from "../../../incidents/attachments/queries";
import { mostBase64 } from "../../../incidents/attachments/schema";
import { list, read, stretchOf } from "../reading";
import { write } from "../writing";
import { instant, personShown } from "./parts";

const told = {
  id: z.uuid(),
  fileName: z.string(),
  description: z.string(),
  type: z.enum(AttachmentType),
  size: z.int(),
  sha256: z.string(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  lines: z.int().nullable(),
};

/** A file as the entry that it belongs to shows it. */
export const attachmentOfEntry = z.object(told).meta({ id: "EntryAttachment" });

const attachmentShown = z
  .object({ ...told, entryId: z.uuid().nullable(), addedBy: personShown, addedAt: instant })
  .meta({ id: "Attachment" });

/** A file as answers tell it. */
export const asAttachment = <Told extends AttachmentTold | AttachmentItem>(file: Told) => ({
  ...file,
  sha256: Buffer.from(file.hash).toString("hex"),
});

/** Files that stand with entries: images, and excerpts of logs. */
export const attachments = {
  list: list({
    route: "GET /incidents/{ref}/attachments",
    id: "attachment.list",
    scope: "incidents:read",
    summary: "List the attachments of an incident",
    description: "The first added first; of those that no entry has yet only one's own.",
    filters: z.object({}),
    item: attachmentShown,
    run: async (context, { params: { ref }, limit, place }) => {
      const rows = await listAttachments(context, ref, { limit: limit + 1, after: place ?? undefined });
      return stretchOf(rows.map(asAttachment), limit, ({ id }) => id);
    },
  }),

  add: write(addAttachment, {
    route: "POST /incidents/{ref}/attachments",
    scope: "incidents:write",
    status: 201,
    summary: "Upload an attachment for an entry",
    description:
      "A PNG, JPEG, GIF or WebP image of at most 5 MB, or text in UTF-8 of at most 1 MB, in base64. What it is, its bytes tell. It is shown once an entry names it in `attachments`; what no entry names is removed after a day.",
    bodyBytes: mostBase64 + 16_384,
    answer: attachmentShown,
    shows: async (context, { ref, id }, reader) =>
      asAttachment(await getAttachment(context, ref, id, reader)),
    location: ({ ref, id }) => `/incidents/${ref}/attachments/${id}`,
  }),

  get: read({
    route: "GET /incidents/{ref}/attachments/{attachmentId}",
    id: "attachment.get",
    scope: "incidents:read",
    summary: "Read an attachment",
    description: "`content` is its bytes, in base64.",
    answer: attachmentShown
      .extend({ content: z.string().meta({ contentEncoding: "base64" }) })
      .meta({ id: "AttachmentWithContent" }),
    run: async (context, { ref, attachmentId }) => {
      const file = await getAttachment(context, ref, attachmentId);
      return { ...asAttachment(file), content: (await readBytes(file, database())).toString("base64") };
    },
  }),
};
