export type Change = "same" | "removed" | "added";
export type Piece = { kind: Change; text: string };
export type DiffLine = {
  kind: Change;
  /** The line, cut where words changed; pieces that stayed are `same`. */
  pieces: Piece[];
  /** Line numbers, from 1, in the text before and after. */
  before?: number;
  after?: number;
};

// A table of four million cells takes some 20 ms and 16 MB; beyond it the middle counts as rewritten.
const largestTable = 4_000_000;

/** What to take out of `before` and put in to get `after`, by longest common subsequence. */
export function diffSequence(before: readonly string[], after: readonly string[]): Piece[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  const same = (text: string): Piece => ({ kind: "same", text });
  return [
    ...before.slice(0, start).map(same),
    ...diffMiddle(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...before.slice(before.length - end).map(same),
  ];
}

function diffMiddle(before: readonly string[], after: readonly string[]): Piece[] {
  const removed = (text: string): Piece => ({ kind: "removed", text });
  const added = (text: string): Piece => ({ kind: "added", text });
  if (before.length * after.length > largestTable) return [...before.map(removed), ...after.map(added)];
  const width = after.length + 1;
  const common = commonLengths(before, after, width);
  const pieces: Piece[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    const old = before[i];
    const fresh = after[j];
    if (old !== undefined && old === fresh) {
      pieces.push({ kind: "same", text: old });
      i++;
      j++;
    } else if (
      old !== undefined &&
      (fresh === undefined || (common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0))
    ) {
      pieces.push(removed(old));
      i++;
    } else if (fresh !== undefined) {
      pieces.push(added(fresh));
      j++;
    }
  }
  return pieces;
}

// Cell (i, j): the length of the longest common subsequence of what follows i and j.
function commonLengths(before: readonly string[], after: readonly string[], width: number): Uint32Array {
  const table = new Uint32Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      table[i * width + j] =
        before[i] === after[j]
          ? (table[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(table[(i + 1) * width + j] ?? 0, table[i * width + j + 1] ?? 0);
    }
  }
  return table;
}

/** The same for words: spaces and punctuation are pieces of their own, neighbours of one kind are joined. */
export function diffWords(before: string, after: string): Piece[] {
  const cut = (text: string) => text.match(/[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu) ?? [];
  const joined: Piece[] = [];
  for (const piece of diffSequence(cut(before), cut(after))) {
    const last = joined.at(-1);
    if (last?.kind === piece.kind) last.text += piece.text;
    else joined.push({ ...piece });
  }
  return joined;
}

/** Two texts line by line; a line that was rewritten shows which of its words were. */
export function diffLines(before: string, after: string): DiffLine[] {
  const lines = (text: string) =>
    text === "" ? [] : text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
  const result: DiffLine[] = [];
  let removed: string[] = [];
  let added: string[] = [];
  const at = { before: 0, after: 0 };
  const settle = () => {
    result.push(...rewritten(removed, added, at));
    removed = [];
    added = [];
  };
  for (const { kind, text } of diffSequence(lines(before), lines(after))) {
    if (kind === "removed") removed.push(text);
    else if (kind === "added") added.push(text);
    else {
      settle();
      result.push({ kind, pieces: [{ kind, text }], before: ++at.before, after: ++at.after });
    }
  }
  settle();
  return result;
}

function rewritten(removed: string[], added: string[], at: { before: number; after: number }): DiffLine[] {
  const pairs = removed.map((text, index) => {
    const partner = added[index];
    const pieces = partner === undefined ? [] : diffWords(text, partner);
    // Two lines without much in common are easier read whole than in crumbs.
    const kept = pieces
      .filter((piece) => piece.kind === "same")
      .reduce((sum, piece) => sum + piece.text.length, 0);
    return kept * 2.5 >= Math.max(text.length, partner?.length ?? 0) ? pieces : undefined;
  });
  const side = (kind: "removed" | "added", texts: string[]) =>
    texts.map((text, index): DiffLine => {
      const pieces = pairs[index]?.filter((piece) => piece.kind === "same" || piece.kind === kind);
      const number = kind === "removed" ? { before: ++at.before } : { after: ++at.after };
      return { kind, pieces: pieces ?? [{ kind: "same", text }], ...number };
    });
  return [...side("removed", removed), ...side("added", added)];
}
