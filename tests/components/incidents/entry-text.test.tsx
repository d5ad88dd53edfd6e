import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { EntryText } from "@/components/incidents/entry-text";
import { PlainText } from "@/components/incidents/plain-text";
import { asShown, corpus, markOf } from "../../xss/corpus";

const shown = (text: string, byHand = true) =>
  renderToStaticMarkup(<EntryText byHand={byHand}>{text}</EntryText>);

/** What can be read of HTML; a line's end, an element's too, counts as white space. */
const read = (html: string) =>
  asShown(
    html
      .replace(/<[^>]*>/g, (tag) => (/^<\/?(?:a|em|strong|del|code|span)\b/.test(tag) ? "" : " "))
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&#x27;", "'")
      .replaceAll("&amp;", "&"),
  );

describe("an entry written by hand", () => {
  test.each([
    ["**bold**", "<strong>bold</strong>"],
    ["the *first* try", "the <em>first</em> try"],
    ["~~wrong~~", "<del>wrong</del>"],
    ["see `pg_stat_activity`", "see <code>pg_stat_activity</code>"],
    ["- one\n- two", "<ul>"],
    ["1. restart\n2. wait", "<ol>"],
    ["> it is down, they say", "<blockquote>"],
    ["| a | b |\n|---|---|\n| 1 | 2 |", "<td>1</td>"],
    ["- [x] done\n- [ ] not", 'aria-label="done"'],
    ["これは**重要**です", "<strong>重要</strong>"],
    ["(**bold**, _slanted_)", "(<strong>bold</strong>, <em>slanted</em>)"],
    ["**bold _and slanted_**", "<strong>bold <em>and slanted</em></strong>"],
  ])("has what is meant by %j", (text, html) => {
    expect(shown(text)).toContain(html);
  });

  test("has excerpts of logs in a box that scrolls, as they are", () => {
    const html = shown("says:\n```\nWARN  a*b*c  <b> #AI-0042\n  at x\n```");
    expect(html).toMatch(/<p>says:<\/p>\s*<pre tabindex="0"/);
    expect(html).toContain("WARN  a*b*c  &lt;b&gt; #AI-0042\n  at x");
  });

  test("has no headings: they are bold", () => {
    const html = shown("# What we know\n\nnothing");
    expect(html).toMatch(/<p class="font-semibold">What we know<\/p>/);
    expect(html).not.toMatch(/<h\d/);
  });

  test("keeps the ends of its lines", () => {
    expect(shown("**first**\nsecond\nthird")).toMatch(
      /<strong>first<\/strong><br\/>\s*second<br\/>\s*third<\/p>/,
    );
  });

  test.each([
    ["**see** #INC-2025-0001.", 'href="/incidents/INC-2025-0001"'],
    ["**see #AI-0042**", '<strong>see <a href="/action-items/AI-0042"'],
    ["- as #alert-12 says\n- so", 'href="/alerts/12"'],
    ["**see** https://example.org/a_b_c?d=*e*&f=1.", 'href="https://example.org/a_b_c?d=*e*&amp;f=1"'],
    ["[the graph](https://example.org/x)", '<a href="https://example.org/x" rel="noopener nofollow ugc">the'],
    ["[this pool](/pools/checkout)", '<a href="/pools/checkout"'],
    ["[that entry](#entry-1)", '<a href="#entry-1"'],
    ["[her](mailto:ada@example.org)", '<a href="mailto:ada@example.org"'],
  ])("links what leads somewhere in %j", (text, html) => {
    expect(shown(text)).toContain(html);
  });

  test.each([
    "**b** [a](javascript:xss(1))",
    "[a](//evil.invalid/x)",
    "[a](/\\evil.invalid/x)",
    "[a](/\tevil.invalid)",
    "[a](data:text/html,x)",
    "[a](file:///etc/passwd)",
    "[a](x)",
    "`#AI-0042`",
    "**b** @ada@example.org",
    "**b** www.example.org",
  ])("links nothing in %j", (text) => {
    expect(shown(text)).not.toContain("<a ");
  });

  test("loads no image, and names where it is", () => {
    const html = shown("![the chart](https://example.org/a.png)");
    expect(html).not.toContain("<img");
    expect(read(html)).toBe("![the chart](https://example.org/a.png)");
  });

  test("shows a mention as it is written", () => {
    expect(shown("**asked** @ada_b and @ben@example.org")).toContain("</strong> @ada_b and @ben@example.org");
  });
});

describe("what looks like Markdown by accident", () => {
  const accidents = [
    ...[
      "#12 is back",
      "-5m restart",
      "~150 ~200",
      "~5 min",
      "> 90 % of requests fail",
      ">5 s",
      "- 5 % errors",
    ],
    ...["snake_case_names and more_of_them", "a*b*c", "2 * 3 * 4", "2**10 and 2**20", "5*3 and 6*7"],
    ...["count(*) and count(*)", "rm *.log *.tmp", "/etc/*.conf /var/*", "*.log*", "f(*args, **kwargs)"],
    ...["__init__ and __proto__", "self.__init__()", "[error]: timeout", "[1] see [2]", "arr[0](x)"],
    ...[
      "a footnote[^1]\n\n[^1]: here",
      "&lt;b&gt; &amp;",
      "<user@example.org>",
      "C:\\temp\\x",
      "*",
      "**",
      "`",
    ],
    ...["title\n====", "HTTP/1.1 [::1]:80", "a_b_ c", "the ** of it **", "x > 5 and y < 3"],
  ];
  test.each(accidents)("stays as it is written: %j", (text) => {
    expect(read(shown(text))).toBe(asShown(text));
  });

  // Something else in the entry is Markdown, so that all of it is read as such.
  test.each(accidents)("stays as it is written beside Markdown: %j", (text) => {
    expect(read(shown(`${text}\n\n**bold**`))).toBe(`${asShown(text)} bold`);
  });

  test.each(["1. restarted", "3) rolled back", "2026. A year"])("can be read in %j", (text) => {
    const html = shown(text);
    expect(html).toContain(`<ol${text.startsWith("1") ? "" : ` start="${Number.parseInt(text, 10)}"`}>`);
  });
});

describe("what stays plain", () => {
  test.each(["Pool full", "one\n  two\n    three", "as in #AI-0042, https://example.org/x", "100 %_used"])(
    "is the same HTML as ever: %j",
    (text) => {
      expect(shown(text)).toBe(renderToStaticMarkup(<PlainText>{text}</PlainText>));
    },
  );

  test("what programs wrote has its links, and its marks as they are", () => {
    expect(shown("**Triage** → `x` #INC-2025-0001", false)).toBe(
      renderToStaticMarkup(<PlainText>{"**Triage** → `x` #INC-2025-0001"}</PlainText>),
    );
  });

  test.each([
    ["quotes", "> ".repeat(10_000)],
    ["lists", `${"- ".repeat(9_999)}a`],
    ["marks", "*a_ ".repeat(5_000)],
    ["brackets", "[".repeat(20_000)],
    ["fences", "```x\n".repeat(4_000)],
    ["long fences", `${"`".repeat(140)}\n`.repeat(140)],
    ["long fences that do not close", `${"`".repeat(140)}a\n`.repeat(140)],
    ["marks behind a fence that is none", `\`\`\` \`\n${"*a ".repeat(3_000)}${"a* ".repeat(3_000)}\n\`\`\``],
    ["names", "__a.".repeat(5_000)],
    ["stars", "a**b".repeat(5_000)],
  ])("twenty thousand characters of %s are shown before anybody gives up", (_, text) => {
    expect(shown(text).length).toBeGreaterThan(0);
  });
});

describe("texts that would run", () => {
  const ours =
    /^<\/?(?:div|p|br|a|em|strong|del|code|pre|ul|ol|li|blockquote|span|section|table|thead|tbody|tr|th|td|hr)\b/;
  test.each(corpus.map(({ text }) => text))("run nowhere: %j", (text) => {
    for (const html of [shown(text), shown(`**bold** ${text}`), shown(`${text}\n\n**bold**`)]) {
      for (const [tag] of html.matchAll(/<[^>]*>/g)) {
        expect(tag).toMatch(ours);
        expect(tag).not.toMatch(/\son\w+=|javascript:|vbscript:|data:|\ssrc=|href="\/\//i);
      }
    }
  });

  // These are Markdown that means something harmless: code, a table, a task.
  const meant = (text: string) => /^(?:`|\||- \[ \])/.test(text);
  test.each(
    [...corpus.map(({ text }) => text), markOf("timeline-entry.add text")].filter((text) => !meant(text)),
  )("can be read: %j", (text) => {
    expect(read(shown(text))).toBe(asShown(text));
    expect(read(shown(`${text}\n\n**bold**`))).toBe(`${asShown(text)} bold`);
  });
});
