import type { Attachment, Prisma } from "../../../prisma/generated/client";
import type { Context } from "../../core/context";
import { database, type Reader } from "../../core/database";
import { Refusal } from "../../core/refusal";
import { isUuid } from "../../core/text";
import { loadIncident } from "../queries";

/** What lists tell of files, in their order; never the bytes. */
const attachmentsTold = {
  select: {
    ...{ id: true, fileName: true, description: true, type: true, size: true, hash: true },
    ...{ width: true, height: true, lines: true, opening: true },
  },
  orderBy: { position: "asc" },
} as const satisfies Prisma.TimelineEntry$attachmentsArgs;

/** A file as the entry that it belongs to tells of it. */
export type AttachmentTold = Prisma.AttachmentGetPayload<typeof attachmentsTold>;

/** The files of entries: their own, and those of the entry of another incident that they are a copy of. */
export const filesTold = {
  attachments: attachmentsTold,
  origin: { select: { attachments: attachmentsTold } },
} as const satisfies Prisma.TimelineEntryInclude;

/** The files that stand in an incident: with its entries, or uploaded by the actor and not sent yet. */
function standingIn(incidentId: string, context: Context): Prisma.AttachmentWhereInput {
  const { id: actorId } = context.actor;
  const sent = { entry: { OR: [{ incidentId }, { copies: { some: { incidentId } } }] } };
  return actorId === null ? sent : { OR: [sent, { entryId: null, incidentId, addedById: actorId }] };
}

const withAdder = { include: { addedBy: { select: { id: true, name: true } } } } as const;

/** A file with who added it. */
export type AttachmentItem = Prisma.AttachmentGetPayload<typeof withAdder>;

/** The files of an incident, the first that was added first. `after` is the id of the last one seen. */
export async function listAttachments(
  context: Context,
  ref: string,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<AttachmentItem[]> {
  const { id } = await loadIncident(database(), context, ref);
  return database().attachment.findMany({
    ...withAdder,
    where: {
      AND: [standingIn(id, context), after !== undefined && isUuid(after) ? { id: { gt: after } } : {}],
    },
    orderBy: { id: "asc" },
    take: limit,
  });
}

/** One file of an incident; refused as 'not_found' where the incident, or it, is not there for the actor. */
export async function getAttachment(
  context: Context,
  ref: string,
  attachmentId: string,
  reader: Reader = database(),
): Promise<AttachmentItem> {
  const incident = await loadIncident(reader, context, ref);
  const found = isUuid(attachmentId)
    ? await reader.attachment.findFirst({
        ...withAdder,
        where: { AND: [{ id: attachmentId }, standingIn(incident.id, context)] },
      })
    : null;
  if (!found) throw new Refusal("not_found", `${incident.ref} has no such attachment.`);
  return found;
}

/** The bytes of a file that the caller has loaded. */
export async function readBytes(
  { id }: Pick<Attachment, "id">,
  reader: Reader = database(),
): Promise<Buffer> {
  const { bytes } = await reader.attachmentContent.findUniqueOrThrow({ where: { attachmentId: id } });
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** How many files, and bytes, the entries of an incident have. */
export const sumSent = (reader: Reader, incidentId: string): Promise<Sum> =>
  sumOf(reader, { entry: { incidentId } });

/** How many files, and bytes, somebody uploaded to an incident that no entry has yet. */
export const sumUnsent = (reader: Reader, incidentId: string, addedById: string): Promise<Sum> =>
  sumOf(reader, { entryId: null, incidentId, addedById });

type Sum = { files: number; bytes: number };

async function sumOf(reader: Reader, where: Prisma.AttachmentWhereInput): Promise<Sum> {
  const { _count: files, _sum } = await reader.attachment.aggregate({
    where,
    _count: true,
    _sum: { size: true },
  });
  return { files, bytes: _sum.size ?? 0 };
}
