import type { Context } from "../../core/context";
import { database, type Reader } from "../../core/database";
import { publicUrl } from "../../core/env";
import { listEvidence } from "../../incidents/evidence/queries";
import { calendarDate } from "../../reviews/action-items/rules";
import { type DocumentStanding, getDocumentStanding } from "../../reviews/sign-offs/queries";
import { renderHighwaterMarkdown } from "../formats/highwater/render";
import type { PortableDocument } from "../schema";
import { attachmentsOf, evidenceOf, portableOf } from "./rules";

/**
 * An incident and its post-mortem as one Markdown file, which mentions the figures and the files that are kept with it;
 * `evidence` is these figures. Refuses with 'not_found' what the actor may not see.
 */
export async function exportMarkdown(
  context: Context,
  ref: string,
): Promise<{ fileName: string; markdown: string; evidence: ExportedEvidence[] }> {
  const [{ document: whole, now }, evidence] = await Promise.all([
    getDocumentStanding(context, ref),
    exportEvidence(context, ref),
  ]);
  const document = portableOf(whole, stated(now, whole.timeZone));
  const markdown = renderHighwaterMarkdown(document, evidence, attachmentsOf(whole, publicUrl()));
  return { fileName: `${document.header.ref ?? ref}.md`, markdown, evidence };
}

/** A series as exports tell it. */
export type ExportedEvidence = ReturnType<typeof evidenceOf>;

/** The figures that are kept with an incident, as they travel. Refuses with 'not_found' what the actor may not see. */
export async function exportEvidence(
  context: Context,
  ref: string,
  reader: Reader = database(),
): Promise<ExportedEvidence[]> {
  return (await listEvidence(context, ref, reader)).map(evidenceOf);
}

/** The document as it travels, with the sign-offs that stand. */
export async function getPortable(
  context: Context,
  ref: string,
  reader: Reader = database(),
): Promise<PortableDocument> {
  const { document, now } = await getDocumentStanding(context, ref, reader);
  return portableOf(document, stated(now, document.timeZone));
}

/** The sign-offs given here that stand, as an export states them. */
export async function listStatedSignOffs(context: Context, ref: string, reader: Reader = database()) {
  const { document, now } = await getDocumentStanding(context, ref, reader);
  return stated(now, document.timeZone);
}

function stated({ given }: DocumentStanding, zone: string): PortableDocument["signatures"] {
  return [given.prepared, given.reviewed, given.approved]
    .filter((act) => act !== undefined && act !== null)
    .map(({ step, name, title, at }) => ({
      step,
      name,
      title: title || null,
      signedOn: calendarDate(at, zone),
    }));
}
