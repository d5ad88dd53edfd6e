/**
 * How well an entry answers what was typed, from 0 (not at all) to 1. Every word typed must occur in the
 * entry's texts; one that begins the label counts most, then one that begins any word.
 */
export function rank(_id: string, query: string, texts: readonly string[] = []): number {
  const label = folded(texts[0] ?? "");
  const all = folded(texts.join(" "));
  const words = folded(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return 1;
  const scores = words.map((word) => {
    if (label.startsWith(word)) return 1;
    if (` ${all}`.includes(` ${word}`)) return 0.8;
    return all.includes(word) ? 0.5 : 0;
  });
  return scores.includes(0) ? 0 : scores.reduce<number>((sum, score) => sum + score, 0) / scores.length;
}

// 'resume' finds 'résumé'.
function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
