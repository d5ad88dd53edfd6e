import { expect, test } from "vitest";
import { hasMarkdown } from "@/components/incidents/has-markdown";

test.each([
  ..."**a**|*a*|_a_|__a b__|~~a~~|`a`|[a](b)|# a|- a|1. a|1) a|> a|---|* * *|```\na\n```|~~~\na".split("|"),
  "| a |\n|---|",
  "text\n- one",
  `\`\`\`\n${"a_b [c] *d* ".repeat(500)}\n\`\`\``,
])("%j has Markdown", (text) => {
  expect(hasMarkdown(text)).toBe(true);
});

test.each([
  ...[
    "",
    "a",
    "two\nlines",
    "#12",
    "#INC-2026-0001",
    "-5m",
    "~5",
    "a_b_c",
    "100 %_used",
    "C:\\temp\\_x",
    "__init__",
    "2 * 3",
    "5*3 6*7",
  ],
  ...[
    "[error]: x",
    "<b>a</b>",
    "&lt;",
    "a-b",
    "1.5 s",
    "2026-03-02",
    "a | b",
    "C:\\x",
    "https://a.b/c_d",
    "-",
    "#",
  ],
])("%j has none", (text) => {
  expect(hasMarkdown(text)).toBe(false);
});

test("marks in a block of code count for no more than a log has of them", () => {
  const log = "[a] ".repeat(1_000);
  for (const block of [`\`\`\`\n${log}\n\`\`\``, `~~~~ x\n${log}\n~~~\n~~~~~`, `\`\`\`\n${log}`])
    expect(hasMarkdown(block)).toBe(true);
  expect(hasMarkdown(`\`\`\`\n${log.repeat(3)}\n\`\`\``)).toBe(false);
});

test.each([
  ["a fence that is none, for its word has a backtick", (marks: string) => `\`\`\` \`\n${marks}\n\`\`\``],
  ["a block that is closed before", (marks: string) => `\`\`\`\n\`\`\`\n${marks}\n`],
  ["an indented fence", (marks: string) => `    \`\`\`\n\n${marks}\n    \`\`\``],
])("marks behind %s count", (_, around) => {
  expect(hasMarkdown(around("*a ".repeat(500)))).toBe(false);
});

test("more or deeper marks than anybody writes are none", () => {
  expect(hasMarkdown("**a** ".repeat(100))).toBe(true);
  expect(hasMarkdown("**a** ".repeat(1_000))).toBe(false);
  expect(hasMarkdown(`${"> ".repeat(9)}a`)).toBe(true);
  expect(hasMarkdown(`${"> ".repeat(10)}a`)).toBe(false);
});
