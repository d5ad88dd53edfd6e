import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { PlainText } from "@/components/incidents/plain-text";

const shown = (text: string) => renderToStaticMarkup(<PlainText>{text}</PlainText>);

describe("text as somebody wrote it", () => {
  test("shows markup and obeys none of it", () => {
    expect(shown("<script>alert(1)</script> <b>bold</b> **bold** ~150 ~200")).toContain(
      "&lt;script&gt;alert(1)&lt;/script&gt; &lt;b&gt;bold&lt;/b&gt; **bold** ~150 ~200",
    );
  });

  test.each([
    ["see https://example.org/a?b=1&c=2.", "https://example.org/a?b=1&amp;c=2"],
    ["(http://example.org/x)", "http://example.org/x"],
    ["https://example.org/", "https://example.org/"],
  ])("links the address in %j", (text, href) => {
    expect(shown(text)).toContain(`href="${href}"`);
  });

  test.each(["javascript:alert(1)", "data:text/html,x", "example.org", "https://", "ftp://example.org/x"])(
    "links nothing in %j",
    (text) => {
      expect(shown(text)).not.toContain("<a ");
    },
  );
});
