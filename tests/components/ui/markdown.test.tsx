import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Markdown } from "@/components/ui/markdown";

const html = (text: string, under: 1 | 2 | 3 | 4 = 2) =>
  renderToStaticMarkup(<Markdown under={under}>{text}</Markdown>);

describe("somebody's Markdown", () => {
  it.each([
    "<script>alert(1)</script>",
    "a <img src=x onerror=alert(1)> b",
    '<a href="javascript:alert(1)">x</a>',
    "<iframe src='https://example.org'></iframe>",
    "<svg/onload=alert(1)>",
  ])("shows %s as text", (text) => {
    const shown = html(text);
    expect(shown).not.toMatch(/<(script|img|iframe|svg|a)[\s/>]/);
    expect(shown).toContain("&lt;");
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "vbscript:x"])(
    "gives a link to %s no address",
    (address) => {
      expect(html(`[x](${address})`)).not.toContain(address);
    },
  );

  it("lets no link reach back to this window", () => {
    expect(html("[x](https://example.org)")).toContain('rel="noopener nofollow ugc"');
  });

  it("names a picture and does not load it", () => {
    const shown = html("![the chart](https://example.org/a.png)");
    expect(shown).not.toContain("<img");
    expect(shown).toContain("the chart");
  });

  it("puts headings beneath the page's own, and never below the sixth level", () => {
    expect(html("# a\n\n###### b", 2)).toMatch(/<h3[^>]*>a<\/h3>[\s\S]*<h6[^>]*>b<\/h6>/);
  });

  it("says aloud what is ticked", () => {
    expect(html("- [x] done\n- [ ] not")).toMatch(/aria-label="done"[\s\S]*aria-label="not done"/);
  });
});
