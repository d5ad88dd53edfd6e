import type { Incident } from "../../../prisma/generated/client";
import type { EntryKind } from "../../../prisma/generated/enums";
import type { Context } from "../../core/context";
import type { Transaction } from "../../core/database";
import { editDocument, touchIncident } from "../document-version";

/**
 * Writes what Highwater itself saw into the timeline, at the present. It joins the document unless that is prepared
 * already, or the incident was entered afterwards and the present is no part of its story.
 */
export async function writeSystemEntry(
  tx: Transaction,
  context: Context,
  incident: Pick<Incident, "id" | "mode" | "preparedAt">,
  entry: { kind: EntryKind; text: string },
): Promise<void> {
  const inDocument = incident.mode !== "retrospective" && incident.preparedAt === null;
  await tx.timelineEntry.create({
    data: {
      incidentId: incident.id,
      at: context.now,
      kind: entry.kind,
      source: "system",
      text: entry.text,
      authorId: context.actor.id,
      recordedAt: context.now,
      inDocument,
    },
  });
  if (inDocument) await editDocument(tx, incident.id, context.now);
  else await touchIncident(tx, incident.id, context.now);
}
