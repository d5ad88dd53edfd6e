/** A text that was typed into a form, under the words that stand over its field. */
export type TypedText = { label: string; text: string };

let texts: readonly TypedText[] = [];
let rescues: (() => void)[] = [];

/**
 * For a form that leaves the page after it was sent, as it does when it was accepted. When a page of a failure takes its
 * place in the same moment, `rescue` runs and that page is given the texts; else both are forgotten.
 */
export function leaveBehind(left: { typed?: readonly TypedText[]; rescue?: () => void }): void {
  texts = [...texts, ...(left.typed ?? [])];
  if (left.rescue) rescues.push(left.rescue);
  queueMicrotask(forget);
}

/** What the forms that were on the page until this moment were sent with. Call it as an effect of taking their place. */
export function takeLeftBehind(): readonly TypedText[] {
  const taken = texts;
  for (const rescue of rescues) rescue();
  forget();
  return taken;
}

function forget(): void {
  texts = [];
  rescues = [];
}
