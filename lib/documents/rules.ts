import { type Part, renderParts } from "./formats/highwater/render";
import { normaliseDocument, type PortableDocument } from "./schema";

/** A part that two documents tell differently, with its title, each side as Markdown; '' where it tells nothing. */
export type Difference = { part: Part; section: string; before: string; after: string };

/**
 * The parts in which two documents differ, in the document's order; none when they say the same. Both sides are
 * written in the zone of `before`, so that another zone alone does not make every time look changed.
 */
export function differences(before: PortableDocument, after: PortableDocument): Difference[] {
  const zone = before.header.timeZone;
  const [one, other] = [before, after].map((document) => renderParts(normaliseDocument(document), zone));
  return (one ?? []).flatMap(({ part, section, markdown }, at) => {
    const now = other?.[at]?.markdown ?? "";
    return markdown === now ? [] : [{ part, section, before: markdown, after: now }];
  });
}
