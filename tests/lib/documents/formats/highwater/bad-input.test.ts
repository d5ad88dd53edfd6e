import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { decodeMarkdown, MOST_BYTES } from "../../../../../lib/documents/formats/highwater/decode";
import { parseHighwaterMarkdown } from "../../../../../lib/documents/formats/highwater/parse";
import { FOOTER, renderHighwaterMarkdown } from "../../../../../lib/documents/formats/highwater/render";
import { portableDocument } from "../../../../../lib/documents/schema";
import { anyMarkdown } from "../../any-document";

// Generated documents by the hundred take a while on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const RUNS = Number(process.env.FUZZ_RUNS ?? 1000);
const bytes = (text: string) => new TextEncoder().encode(text);

function problemWith(markdown: string): string | null {
  const parsed = parseHighwaterMarkdown(markdown);
  return "problem" in parsed ? parsed.problem.code : null;
}

function decoded(input: Uint8Array): string {
  const result = decodeMarkdown(input);
  return "problem" in result ? result.problem.code : result.markdown;
}

/** Reads a text and says how long the processor was at it, in milliseconds; what else it does meanwhile is not counted. */
function timed(markdown: string) {
  const before = process.cpuUsage();
  const parsed = parseHighwaterMarkdown(markdown);
  if ("problem" in parsed) throw new Error(parsed.problem.message);
  return { ...parsed, took: process.cpuUsage(before).user / 1000 };
}

describe("a file that is no incident report", () => {
  it("of 10 MB is refused by its length, before anything looks into it", () => {
    const started = performance.now();
    expect(decoded(new Uint8Array(10_000_000).fill(35))).toBe("too_large");
    expect(problemWith("#".repeat(10_000_000))).toBe("too_large");
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it("is measured in bytes, not in characters", () => {
    expect(problemWith(`# ${"é".repeat(MOST_BYTES / 2)}`)).toBe("too_large");
    expect(problemWith(`# ${"e".repeat(MOST_BYTES / 2)}`)).toBeNull();
  });

  it.each([
    ["an image", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
    ["text with a NUL", bytes("# Title\0")],
    ["text in Latin-1", new Uint8Array([0x23, 0x20, 0xe9, 0x74, 0xe9])],
    ["text in UTF-16", new Uint8Array([0xff, 0xfe, 0x23, 0x00])],
    ["a sequence that was cut off", new Uint8Array([0x23, 0x20, 0xe2, 0x82])],
  ])("%s is refused as binary", (_, input) => {
    expect(decoded(input)).toBe("binary");
  });

  it("is not read as text where it holds what text cannot", () => {
    expect([problemWith("# a\0"), problemWith("# \ud800")]).toEqual(["binary", "binary"]);
  });

  it("is decoded without its byte order mark where it is text", () => {
    expect(decoded(new Uint8Array([0xef, 0xbb, 0xbf, ...bytes("# Título 😀")]))).toBe("# Título 😀");
  });

  it.each(["", " ", "\n\n\t\r\n", "\uFEFF"])("%j is refused as empty", (markdown) => {
    expect([problemWith(markdown), decoded(bytes(markdown))]).toEqual(["empty", "empty"]);
  });

  it.each(["Just text.", "- a\n- b", "#no heading", "```\n# in code\n```", "> # quoted", "    # indented"])(
    "%j is refused for want of a heading",
    (markdown) => {
      expect(problemWith(markdown)).toBe("no_heading");
    },
  );

  it("is refused with a sentence that says what to do", () => {
    for (const markdown of ["", "text", "\0", "a".repeat(MOST_BYTES + 1)]) {
      const parsed = parseHighwaterMarkdown(markdown);
      expect("problem" in parsed && parsed.problem.message).toMatch(
        /^The .+\. (Choose|Begin|Leave out) .+\.$/,
      );
    }
  });
});

describe("a hostile document", () => {
  it("never makes the reader throw, and never gives what is no document", () => {
    const words = fc.constantFrom(
      ..."# ## ### #### Summary Timeline Impact | --- - 1. > ``` **Time** Event 14:23 2025-10-08 Severity: P0 \n \n\n \t <!-- --> File: → ~ = < [ ] ( ) * _ :".split(
        " ",
      ),
      FOOTER,
    );
    const soup = fc.array(words, { maxLength: 60, size: "max" }).map((parts) => parts.join(" "));
    const noise = fc.uint8Array({ maxLength: 400 }).map((array) => new TextDecoder().decode(array));
    const units = fc
      .array(fc.nat({ max: 0xffff }), { maxLength: 100 })
      .map((all) => String.fromCharCode(...all));
    fc.assert(
      fc.property(fc.oneof(soup, noise, units, anyMarkdown), fc.boolean(), (text, titled) => {
        const parsed = parseHighwaterMarkdown(titled ? `# Title\n\n## Timeline\n${text}` : text);
        if ("problem" in parsed) return;
        expect(portableDocument.safeParse(parsed.document).success).toBe(true);
        expect(parseHighwaterMarkdown(renderHighwaterMarkdown(parsed.document))).toMatchObject({
          document: parsed.document,
        });
      }),
      { numRuns: RUNS },
    );
  });

  it("of random bytes never makes the decoder throw", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (array) => {
        expect(decodeMarkdown(array)).toBeTypeOf("object");
      }),
    );
  });

  it("with a table of 10,000 rows is read whole, and soon", () => {
    const rows = Array.from({ length: 10_000 }, (_, at) => `| 2025-10-08 14:23 | Thing ${at} happened |`);
    const { document, took } = timed(
      `# X\n\n## Timeline\n\n| Time (ET) | Event |\n|---|---|\n${rows.join("\n")}\n`,
    );
    expect(document.timeline).toHaveLength(10_000);
    expect(took).toBeLessThan(3_000);
  });

  it.each([
    [
      "lists nested a thousand deep",
      Array.from({ length: 1000 }, (_, at) => `${"  ".repeat(at)}- x`).join("\n"),
    ],
    ["marks of lists on one line", `${"- ".repeat(50_000)}x`],
    ["marks of quotations", `${">".repeat(100_000)}x`],
    ["lines that nest and nest", `${"- ".repeat(50)}x\n`.repeat(1_500)],
    ["underlines", "==\n".repeat(50_000)],
    ["definitions", "[a]: b c\n".repeat(20_000)],
    ["backticks", `#### ${"`".repeat(50_000)}`],
    ["backticks of every length", Array.from({ length: 1500 }, (_, at) => "`".repeat(at)).join("a")],
    ["backslashes and bars", `| a | b |\n|---|---|\n| ${"\\".repeat(50_000)} | ${"\\|".repeat(30_000)} |`],
    ["columns", `${"|a".repeat(20_000)}|\n${"|-".repeat(20_000)}|\n${"|b".repeat(20_000)}|`],
    ["empty items", "-\n\n".repeat(200_000)],
    ["blank lines", `- a${"\n".repeat(100_000)}b`],
    ["spaces in a heading", `## a${" ".repeat(100_000)}b`],
    ["bold", `${"**a** ".repeat(25_000)}`],
    ["rules that end otherwise", `${"* ".repeat(50_000)}x`],
    ["tags that never end", `<a${" b=c".repeat(30_000)}`],
    ["entities", "&#35;".repeat(30_000)],
    ["breaks", `| a | b |\n|---|---|\n| ${"<br ".repeat(30_000)} | b |`],
    ["headings", "# a\n".repeat(20_000)],
    ["unplaced paragraphs", "a\n\n".repeat(30_000)],
    ["code that names files", `\`\`\`\nFile: a\n${"- a: b → c\n".repeat(10_000)}\`\`\``],
    ["arrows", `\`\`\`\nFile: a\n- ${"a → ".repeat(20_000)}\n\`\`\``],
    ["labels", "Severity: P0\n".repeat(10_000)],
    ["titles of causes", `- **${"a".repeat(100_000)}`],
  ])("full of %s is read in no more time than its length asks for", (_, body) => {
    const sections = [
      "",
      "## Timeline\n",
      "## Code Changes\n",
      "## Summary\n",
      "## Root cause\n",
      "## Sign-off\n",
    ];
    for (const section of sections) {
      expect(timed(`# X\n\n${section}\n${body}\n`).took).toBeLessThan(3_000);
    }
  });
});
