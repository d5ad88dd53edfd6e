import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseHighwaterMarkdown } from "../../../../../lib/documents/formats/highwater/parse";
import { renderHighwaterMarkdown } from "../../../../../lib/documents/formats/highwater/render";
import { emptyDocument, type PortableDocument } from "../../../../../lib/documents/schema";
import { anyDocument, anyMarkdown, anyText } from "../../any-document";

const RUNS = Number(process.env.FUZZ_RUNS ?? 300);

function roundTrip(document: PortableDocument) {
  const read = parseHighwaterMarkdown(renderHighwaterMarkdown(document));
  if ("problem" in read) throw new Error(read.problem.message);
  return read;
}

describe("import of an export", () => {
  it("gives the same document, whatever is in it, with nothing to say about it", () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const read = roundTrip(document);
        expect(read.document).toEqual(document);
        expect(read.notes.filter(({ message }) => !message.includes("no title"))).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });
});
