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

  test.each([
    ["as in #INC-2025-0001.", 'href="/incidents/INC-2025-0001"'],
    ["(#AI-0042)", 'href="/action-items/AI-0042"'],
    ["since #alert-12, and", 'href="/alerts/12"'],
    ["#Alert-7", 'href="/alerts/7"'],
  ])("links the reference in %j", (text, href) => {
    expect(shown(text)).toContain(href);
  });

  test.each([
    "INC-2025-0001",
    "#INC-25-1",
    "#INC-2025-0001-b",
    "a#AI-0042",
    "##AI-0042",
    "#AI-0042x",
    "#alert-0",
    "#alert-12a",
    "#alert 12",
    "alert-12",
    "https://",
    "#1",
  ])("sees no reference in %j", (text) => {
    expect(shown(text)).not.toContain("<a ");
  });

  test("an address with a reference behind it stays one address", () => {
    expect(shown("https://example.org/x#AI-0042")).toContain('href="https://example.org/x#AI-0042"');
  });

  test.each(["javascript:alert(1)", "data:text/html,x", "example.org", "https://", "ftp://example.org/x"])(
    "links nothing in %j",
    (text) => {
      expect(shown(text)).not.toContain("<a ");
    },
  );
});
