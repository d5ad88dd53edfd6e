import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { EntryAttachments } from "@/components/incidents/entry-attachments";
import type { AttachmentTold } from "@/lib/incidents/attachments/queries";

const file = (part: Partial<AttachmentTold>): AttachmentTold => ({
  ...{
    id: "018f",
    fileName: "pool.png",
    description: "",
    type: "png",
    size: 12_345,
    hash: new Uint8Array(32),
  },
  ...{ width: 640, height: 400, lines: null, opening: "" },
  ...part,
});
const log = file({
  ...{ id: "0190", fileName: "app.log", type: "text", width: null, height: null, size: 2_000 },
  ...{ lines: 40, opening: "14:23 <b>mayday</b>\n14:24 again" },
});
const shown = (files: readonly AttachmentTold[], withdrawn = false) =>
  renderToStaticMarkup(<EntryAttachments incidentRef="INC-2026-0001" files={files} withdrawn={withdrawn} />);

describe("the files of an entry", () => {
  it("are images in a box of one size, with what they show or else their name", () => {
    const page = shown([file({}), file({ id: "0191", description: "The pool at 95 %" })]);
    expect(page).toContain('alt="pool.png" width="640" height="400" loading="lazy"');
    expect(page).toContain('alt="The pool at 95 %"');
    expect(page.match(/class="[^"]*\bh-28 w-40\b/g)).toHaveLength(2);
    expect(page).toContain('href="/incidents/INC-2026-0001/attachments/0191"');
  });

  it("are logs by their first lines, as text, with how many there are and the whole to download", () => {
    const page = shown([log]);
    expect(page).toContain("14:23 &lt;b&gt;mayday&lt;/b&gt;\n14:24 again");
    expect(page).toMatch(/40 lines.*2\.0 kB/);
    expect(page).toContain("38 more lines");
    expect(page).toMatch(
      /<a href="[^"]*\/0190" aria-label="Download app\.log"[^>]* download="">.*Download<\/a>/,
    );
    expect(page).not.toMatch(/<details[^>]* open/);
  });

  it("are only named where the entry was withdrawn, and nothing where there are none", () => {
    const page = shown([file({}), log], true);
    expect(page).toContain("Its 2 files");
    expect(page).toContain("pool.png");
    expect(page).not.toMatch(/<img|mayday/);
    expect(shown([])).toBe("");
  });
});
