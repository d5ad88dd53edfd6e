const MOST = 50;

/**
 * The handles that a text mentions, in small letters and each once, at most 50: `@ada`, or `@ada@example.org` where two
 * people share the first part of their address. An @ inside a word, as in an e-mail address, mentions nobody, and
 * neither does anything in `code` or a block of code.
 */
export function mentionsIn(text: string): string[] {
  const found = new Set<string>();
  const pattern =
    /(?<![\p{L}\p{N}_.%+@/-])@([\p{L}\p{N}_%+'-][\p{L}\p{N}_.%+'-]{0,63}(?:@[\p{L}\p{N}.-]{1,253})?)/gu;
  for (const [, handle = ""] of withoutCode(text).matchAll(pattern)) {
    // The dot that ends the sentence is no part of the name.
    const plain = handle.replace(/[.'-]+$/, "").toLowerCase();
    if (plain !== "") found.add(plain);
    if (found.size === MOST) break;
  }
  return [...found];
}

function withoutCode(text: string): string {
  let fence: string | null = null;
  const lines = text.split("\n").map((line) => {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== null) {
      if (mark?.startsWith(fence)) fence = null;
      return "";
    }
    if (mark) fence = mark;
    return mark ? "" : line.replace(/`[^`]*`/g, " ");
  });
  return lines.join("\n");
}
