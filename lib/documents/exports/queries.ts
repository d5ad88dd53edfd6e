import type { Context } from "../../core/context";
import { database, type Reader } from "../../core/database";
import { calendarDate } from "../../reviews/action-items/rules";
import { type DocumentStanding, getDocumentStanding } from "../../reviews/sign-offs/queries";
import { renderHighwaterMarkdown } from "../formats/highwater/render";
import type { PortableDocument } from "../schema";
import { portableOf } from "./rules";

/** An incident and its post-mortem as one Markdown file. Refuses with 'not_found' what the actor may not see. */
export async function exportMarkdown(
  context: Context,
  ref: string,
): Promise<{ fileName: string; markdown: string }> {
  const document = await getPortable(context, ref);
  return { fileName: `${document.header.ref ?? ref}.md`, markdown: renderHighwaterMarkdown(document) };
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
