const block = [
  /^[ \t]*(?:#{1,6}|[-*+]|\d{1,9}[.)])[ \t]+\S/m, // heading, list
  /^[ \t]*>[ \t]?\S/m, // quote
  /^[ \t]*(?:`{3}|~{3})/m, // block of code
  /^[ \t]*(?:\*[ \t]*){3,}$|^[ \t]*(?:_[ \t]*){3,}$|^[ \t]*(?:-[ \t]*){3,}$/m, // rule
  /^[ \t|]*:?-+:?[ \t]*\|/m, // table
];
const inline = [
  /`[^`]+`/,
  /\]\(/,
  /~~[^\s~]/,
  /(?<![\p{Lu}\p{Ll}\p{N}*])\*{1,3}[^\s*][^*]*\*/u,
  /(?<![\p{L}\p{N}_])_{1,2}[^\s_][^_]*_/u,
];

// Where marks are nested deep, or there are very many, reading them takes long or overflows the stack.
const tooDeep = /^(?:[ \t]*(?:>|[-+*]|\d{1,9}[.)])){10}/m;
const mostMarks = 400;
const mark = /[*_~[]+/g;
// Blocks of code have as many as logs have; yet what stands in one here may be read otherwise.
const mostMarksInAll = 2_000;
const opening = /^ {0,3}(?:(`{3,})[^`]*|(~{3,}).*)$/;
const names = /(?<![\p{L}\p{N}_])__\w+__(?![\p{L}\p{N}_])/gu;

/**
 * Whether a text is to be read as Markdown: whether something in it may be a mark. What has none is shown as it is
 * written, which costs next to nothing; so is what has more marks, or deeper ones, than anybody writes by hand.
 * Names such as __init__ are none.
 */
export function hasMarkdown(text: string): boolean {
  const words = text.replace(names, "");
  if (![...block, ...inline].some((pattern) => pattern.test(words))) return false;
  if (tooDeep.test(text) || marksIn(text) > mostMarksInAll) return false;
  return marksIn(withoutCode(text)) <= mostMarks;
}

const marksIn = (text: string): number => text.match(mark)?.length ?? 0;

/** A text without its fenced blocks of code (CommonMark 0.31, 4.5). */
function withoutCode(text: string): string {
  let fence = "";
  return text
    .split("\n")
    .filter((line) => {
      if (fence) {
        const closing = line.trim();
        const closes =
          /^ {0,3}\S/.test(line) &&
          closing.length >= fence.length &&
          closing === fence.charAt(0).repeat(closing.length);
        if (closes) fence = "";
        return false;
      }
      const [, ticks, tildes] = opening.exec(line) ?? [];
      fence = ticks ?? tildes ?? "";
      return fence === "";
    })
    .join("\n");
}
