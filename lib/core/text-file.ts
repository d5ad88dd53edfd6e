// What is text, too, but was written for another program.
const OTHER_FORMAT = /^\uFEFF?\s*(?:%PDF-|%!PS|\{\\rtf|<(?:!doctype\b|html\b|\?xml\b|svg\b))/i;

/** Whether a text is by its first line a PDF, PostScript, rich text, a web page or a drawing. */
export const isOtherFormat = (text: string): boolean => OTHER_FORMAT.test(text);

/** The text that bytes are in UTF-8; null where they are none, or hold a NUL. */
export function decodeText(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.includes("\0") ? null : text;
  } catch {
    return null;
  }
}
