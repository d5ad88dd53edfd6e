const SHORT = 64;
const seen: (string | undefined)[] = new Array(4_096);

/**
 * The text in UTF-8 between two places. Names and values of labels come again and again: of short ones the one that was
 * made before is given, which is faster than another, and takes no more memory.
 */
export function textIn(bytes: Buffer, from: number, until: number): string {
  const length = until - from;
  if (length === 0) return "";
  if (length > SHORT) return bytes.toString("utf8", from, until);
  let hash = length;
  for (let at = from; at < until; at += 1) hash = (Math.imul(hash, 31) + (bytes[at] ?? 0)) | 0;
  const place = (hash ^ (hash >>> 15)) & (seen.length - 1);
  const before = seen[place];
  if (before !== undefined && isThere(before, bytes, from, length)) return before;
  const text = bytes.toString("utf8", from, until);
  seen[place] = text;
  return text;
}

/** Whether these bytes are this text; never of a text that is not ASCII, of which the length says nothing. */
function isThere(text: string, bytes: Buffer, from: number, length: number): boolean {
  if (text.length !== length) return false;
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== bytes[from + at] || code > 127) return false;
  }
  return true;
}
