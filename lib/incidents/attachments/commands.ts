import type { z } from "zod";
import { sha256 } from "../../core/canonical";
import { command } from "../../core/command";
import type { Context } from "../../core/context";
import type { Transaction } from "../../core/database";
import { Refusal } from "../../core/refusal";
import { lockIncident } from "../queries";
import { attachmentLimits } from "./labels";
import { sumSent, sumUnsent } from "./queries";
import { cleanName, keptName, sniff } from "./rules";
import { addAttachmentInput, type attachedInput } from "./schema";

/**
 * Keeps a file for an entry that is still being written; what the same sending brought before is there already. What it
 * is, its bytes tell: refuses what is neither an image nor text, what claims to be something else, and what is too large
 * or too much, for the incident or of the actor's that waits there.
 */
export const addAttachment = command(
  "attachment.add",
  addAttachmentInput,
  async ({ tx, context, input, changed }) => {
    const { actor, now } = context;
    const incident = await lockIncident(tx, context, input.ref);
    if (actor.id === null) throw new Refusal("forbidden", "A person attaches files.");
    const { sendingKey = null } = input;
    const sent = await findSent(tx, incident.id, sendingKey, actor.id);
    if (sent) return { id: sent.id, ref: incident.ref };
    const bytes = Buffer.from(input.content, "base64");
    const claim = { fileName: cleanName(input.fileName) || "The file", mediaType: input.mediaType };
    const sniffed = sniff(bytes, claim);
    if ("problem" in sniffed)
      throw new Refusal(sniffed.tooLarge ? "too_large" : "invalid", sniffed.problem, {
        content: sniffed.problem,
      });
    await demandRoom(tx, incident, { files: 1, bytes: bytes.length });
    await demandFewUnsent(tx, incident, actor.id, bytes.length);
    const fileName = keptName(input.fileName, sniffed.type);
    const hash = sha256(bytes);
    const { id } = await tx.attachment.create({
      data: {
        ...{ incidentId: incident.id, fileName, ...sniffed, size: bytes.length, hash, sendingKey },
        ...{ addedById: actor.id, addedAt: now, content: { create: { bytes } } },
      },
      select: { id: true },
    });
    changed(
      { kind: "attachment", id, incidentId: incident.id },
      {
        fileName: [null, fileName],
        type: [null, sniffed.type],
        size: [null, bytes.length],
        sha256: [null, hash.toString("hex")],
      },
    );
    return { id, ref: incident.ref };
  },
);

/** As `addAttachment`, for the files of a form that a browser sent by itself: each is kept, those that are empty are none. */
export async function addFiles(context: Context, ref: unknown, files: unknown): Promise<{ id: string }[]> {
  const added: { id: string }[] = [];
  for (const file of Array.isArray(files) ? files : []) {
    if (!(file instanceof File) || file.size === 0) continue;
    const content = Buffer.from(await file.arrayBuffer()).toString("base64");
    const { id } = await addAttachment(context, { ref, fileName: file.name, mediaType: file.type, content });
    added.push({ id });
  }
  return added;
}

/**
 * Gives files to the entry that is being written in this transaction. Each must be the actor's own, of this incident, and
 * with no entry yet: whatever another sending took or the worker removed is a conflict, more than the incident has room
 * for is too much, and nothing is written.
 */
export async function attachTo(
  tx: Transaction,
  { actor }: Context,
  { incident, entryId }: { incident: Room; entryId: string },
  attached: z.output<typeof attachedInput>,
): Promise<void> {
  const incidentId = incident.id;
  for (const [position, { id, description }] of attached.entries()) {
    const { count } = await tx.attachment.updateMany({
      where: { id, incidentId, addedById: actor.id ?? "", entryId: null },
      data: { entryId, position, description },
    });
    if (count === 0) throw new Refusal("conflict", gone, { [`attachments.${position}.id`]: gone });
  }
  if (attached.length > 0) await demandRoom(tx, incident);
}

const gone =
  "A file of this entry is not here any more: it was sent with another entry, or waited for more than a day. Attach it again, or send the entry without it.";

type Room = { id: string; ref: string };

/** Refuses more than an incident may have: with what its entries have, and what is to come. */
async function demandRoom(tx: Transaction, { id, ref }: Room, more = { files: 0, bytes: 0 }): Promise<void> {
  const { inIncident, incidentBytes } = attachmentLimits;
  const { files, bytes } = await sumSent(tx, id);
  if (files + more.files <= inIncident && bytes + more.bytes <= incidentBytes) return;
  const most = asWords(inIncident, incidentBytes);
  throw tooMuch(
    `${ref} is full: an incident may have ${most}. Keep the file elsewhere, and log where it is.`,
  );
}

async function demandFewUnsent(
  tx: Transaction,
  { id, ref }: Room,
  personId: string,
  size: number,
): Promise<void> {
  const { unsentFiles, unsentBytes } = attachmentLimits;
  const { files, bytes } = await sumUnsent(tx, id, personId);
  if (files < unsentFiles && bytes + size <= unsentBytes) return;
  const most = asWords(unsentFiles, unsentBytes);
  throw tooMuch(
    `At most ${most} of yours may wait in ${ref} to be sent. Send the entries that they belong to; what is not sent, also what was taken off again, is forgotten a day after its upload.`,
  );
}

const asWords = (files: number, bytes: number) => `${files} files and ${bytes / 1_000_000} MB`;

const tooMuch = (problem: string) => new Refusal("too_large", problem, { content: problem });

async function findSent(tx: Transaction, incidentId: string, sendingKey: string | null, addedById: string) {
  if (sendingKey === null) return null;
  return tx.attachment.findFirst({ where: { incidentId, sendingKey, addedById }, select: { id: true } });
}
