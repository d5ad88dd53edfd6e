import { decodeText, isOtherFormat } from "../../../core/text-file";

/** The longest document that is read, in bytes of UTF-8. */
export const MOST_BYTES = 2 * 1024 * 1024;

/** Why a document cannot be read at all, in a word and in a sentence for whoever chose the file. */
export type Problem = {
  code: "empty" | "too_large" | "binary" | "other_format" | "no_heading";
  message: string;
};

const problems: Readonly<Record<Problem["code"], string>> = {
  empty: "The file is empty. Choose the Markdown file of an incident report.",
  too_large:
    "The file is larger than 2 MB. Leave out logs and other attachments, and import the report alone.",
  binary: "The file is not text in UTF-8. Choose the Markdown file of an incident report.",
  other_format:
    "This is a PDF, a web page or a drawing, by its first line. Choose the Markdown file of an incident report.",
  no_heading:
    "The document has no heading. Begin it with a title, such as '# Incident Report: Checkout is down'.",
};

/** A problem as it is given back. */
export const problemOf = (code: Problem["code"]): { problem: Problem } => ({
  problem: { code, message: problems[code] },
});

/** Reads the bytes of a file as text; refuses what is too large, or no text in UTF-8, without looking further. */
export function decodeMarkdown(bytes: Uint8Array): { markdown: string } | { problem: Problem } {
  if (bytes.byteLength > MOST_BYTES) return problemOf("too_large");
  const markdown = decodeText(bytes);
  if (markdown === null) return problemOf("binary");
  const problem = problemIn(markdown);
  return problem ? problemOf(problem) : { markdown };
}

/** Why a text cannot be a document, judged without parsing it; null when it can. */
export function problemIn(markdown: string): Problem["code"] | null {
  if (markdown.length > MOST_BYTES) return "too_large";
  if (/[\0\p{Surrogate}]/u.test(markdown)) return "binary";
  if (new TextEncoder().encode(markdown).byteLength > MOST_BYTES) return "too_large";
  if (isOtherFormat(markdown)) return "other_format";
  return markdown.trim() === "" ? "empty" : null;
}
