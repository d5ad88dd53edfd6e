import type { Context } from "../../core/context";
import { database, type Reader } from "../../core/database";
import { getDocumentStanding } from "../../reviews/sign-offs/queries";
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
  const given = [now.given.prepared, now.given.reviewed, now.given.approved];
  return portableOf(
    document,
    given.filter((act) => act !== undefined && act !== null),
  );
}
