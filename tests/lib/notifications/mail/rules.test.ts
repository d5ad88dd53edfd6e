import fc from "fast-check";
import { expect, it } from "vitest";
import type { Message } from "@/lib/notifications/channels/channel";
import { htmlOf, oneLine, textOf } from "@/lib/notifications/mail/rules";

const nasty = `<script>alert(1)</script>"'&\r\nBcc: x@example.org`;
const message: Message = {
  id: "1",
  to: { id: "1", name: nasty, email: "ada@example.org" },
  subject: nasty,
  lead: [nasty],
  groups: [
    {
      title: "INC-2026-0001 Pool exhausted",
      items: [{ title: nasty, text: nasty, url: "https://h.example/x?a=1&b=2" }],
    },
    { title: null, items: [{ title: "AI-0001 is due today", text: "", url: "https://h.example/y" }] },
  ],
  action: { label: "Accept", url: "https://h.example/invitation/token" },
  closing: [nasty],
  preferencesUrl: "https://h.example/settings/notifications",
  thread: null,
};

it("escapes everything that people wrote in the HTML, and loads nothing from anywhere", () => {
  const html = htmlOf(message);
  expect(html).not.toMatch(/<script|<img|<link|src=|url\(|@import|javascript:/i);
  expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;");
  expect(html).toContain('href="https://h.example/x?a=1&amp;b=2"');
});

it("says the same in plain text, with whole addresses", () => {
  const text = textOf({ ...message, to: { ...message.to, name: "Ada" } });
  expect(text).toContain("INC-2026-0001 Pool exhausted\n----------------------------\n");
  expect(text).toContain("AI-0001 is due today\n  https://h.example/y");
  expect(text).toContain("Accept:\nhttps://h.example/invitation/token");
});

it("makes one line of anything", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(oneLine(text)).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
    }),
  );
});
