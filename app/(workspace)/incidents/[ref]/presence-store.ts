/** Who else has this incident's page open, and who of them is typing an update, by name. */
export type OthersHere = {
  here: readonly { id: string; name: string }[];
  typing: readonly string[];
};

/** Nobody else, as far as is known. */
export const nobodyElse: OthersHere = { here: [], typing: [] };

let others = nobodyElse;
const listeners = new Set<() => void>();

/** Takes what the stream of the page tells, '' when it tells nothing any more. */
export function hearPresence(data: string): void {
  others = data === "" ? nobodyElse : (JSON.parse(data) as OthersHere);
  for (const listener of listeners) listener();
}

/** Calls back whenever that changes; returns how to stop. */
export function onPresence(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What is known now. */
export const othersHere = (): OthersHere => others;

/** Says who is typing; null where nobody is. */
export function sentenceOfTyping(names: readonly string[]): string | null {
  const [first, second] = names;
  if (first === undefined) return null;
  if (second === undefined) return `${first} is typing…`;
  return names.length === 2 ? `${first} and ${second} are typing…` : `${names.length} people are typing…`;
}
