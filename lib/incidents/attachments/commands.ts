import type { z } from "zod";
import { sha256 } from "../../core/canonical";
import { command } from "../../core/command";
import type { Context } from "../../core/context";
import type { Transaction } from "../../core/database";
import { Refusal } from "../../core/refusal";
import { lockIncident } from "../queries";
import { attachmentLimits } from "./labels";
import { sumOf } from "./queries";
import { cleanName, keptName, sniff } from "./rules";
import { addAttachmentInput, type attachedInput } from "./schema";

/**
 * Keeps a file for an entry that is still being written; what the same sending brought before is there already. What it
 * is, its bytes tell: refuses what is neither an image nor text, what claims to be something else, and what is too large
 * or too much for the incident.
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
    await demandRoom(tx, incident, bytes.length);
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
 * with no entry yet: whatever another sending took or the worker removed is a conflict, and nothing is written.
 */
export async function attachTo(
  tx: Transaction,
  { actor }: Context,
  { incidentId, entryId }: { incidentId: string; entryId: string },
  attached: z.output<typeof attachedInput>,
): Promise<void> {
  for (const [position, { id, description }] of attached.entries()) {
    const { count } = await tx.attachment.updateMany({
      where: { id, incidentId, addedById: actor.id ?? "", entryId: null },
      data: { entryId, position, description },
    });
    if (count === 0) throw new Refusal("conflict", gone, { [`attachments.${position}.id`]: gone });
  }
}

const gone =
  "A file of this entry is not here any more: it was sent with another entry, or waited for more than a day. Attach it again, or send the entry without it.";

async function demandRoom(
  tx: Transaction,
  incident: { id: string; ref: string },
  size: number,
): Promise<void> {
  const { inIncident, incidentBytes } = attachmentLimits;
  const { files, bytes } = await sumOf(tx, incident.id);
  if (files < inIncident && bytes + size <= incidentBytes) return;
  const most = `${inIncident} files and ${incidentBytes / 1_000_000} MB`;
  const problem = `${incident.ref} is full: an incident may have ${most}. Keep the file elsewhere, and log where it is.`;
  throw new Refusal("too_large", problem, { content: problem });
}

async function findSent(tx: Transaction, incidentId: string, sendingKey: string | null, addedById: string) {
  if (sendingKey === null) return null;
  return tx.attachment.findFirst({ where: { incidentId, sendingKey, addedById }, select: { id: true } });
}
