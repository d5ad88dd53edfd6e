import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { EntryKindMark } from "@/components/incidents/entry-kind-mark";
import { EntryKind } from "@/prisma/generated/enums";

/** What an entry of this kind is marked with: the drawing, and the word that is read. */
function markOf(kind: EntryKind, faded = false) {
  const html = renderToStaticMarkup(<EntryKindMark kind={kind} faded={faded} />);
  const [, hidden, drawing = ""] = /<svg[^>]*?(aria-hidden="true")[^>]*>(.*)<\/svg>/.exec(html) ?? [];
  const word = html.replace(/<[^>]*>/g, "").trim();
  return { drawing, word, hidden: hidden !== undefined };
}

const kinds = Object.values(EntryKind);

describe("the kinds of entries", () => {
  test.each(kinds)("%s has an icon, which screen readers pass over, and a word", (kind) => {
    const { drawing, word, hidden } = markOf(kind);
    expect(drawing).toMatch(/^<(?:path|circle|line|rect|polyline)\b/);
    expect(word).toMatch(/^[A-Z][a-z]+/);
    expect(hidden).toBe(true);
  });

  test.each(["drawing", "word"] as const)("no two have the same %s, faded or not", (part) => {
    for (const faded of [false, true])
      expect(new Set(kinds.map((kind) => markOf(kind, faded)[part])).size).toBe(kinds.length);
  });

  test("the word stays for who does not see the icon, where it stands alone", () => {
    for (const kind of kinds) {
      const html = renderToStaticMarkup(<EntryKindMark kind={kind} iconOnly />);
      expect(html).toContain(`sr-only">${markOf(kind).word}</span>`);
    }
  });
});
