import { type Token, tokensOf } from "./tokens";

/** Characters of a fingerprint at most, and how many of a statement are read for it. */
export const fingerprintLimits = { characters: 300, read: 100_000 } as const;

type Frame = { holds: "list" | "row" | "anything"; start: number; query: boolean };

/**
 * A statement with everything taken out that is data: each literal is `?`, each parameter `$n`, a list behind IN or
 * ARRAY and all rows behind VALUES are `...` unless a query stands in them; comments are gone and white space is one
 * blank. Words keep their case and quoted names their quotes. Nothing that stood in a literal is in it, not even of a
 * statement that the server cut in the middle of one; of a quoted name everything is. At most 300 characters.
 */
export function fingerprint(statement: string): string {
  const tokens = collapsed(tokensOf(statement.slice(0, fingerprintLimits.read)));
  while (isSign(tokens.at(-1), ";", ",")) tokens.pop();
  return shortened(tokens.map(({ spaced, text }, at) => (spaced && at > 0 ? ` ${text}` : text)).join(""));
}

function shortened(text: string): string {
  const most = fingerprintLimits.characters;
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

const isSign = (token: Token | undefined, ...signs: string[]) =>
  token?.kind === "sign" && signs.includes(token.text);
const isWord = (token: Token | undefined, word: string) =>
  token?.kind === "word" && token.text.toLowerCase() === word;
const isRows = (token: Token | undefined) => token?.kind === "sign" && token.text === "(...)";

/** Goes over the tokens once; of a list only its frame is kept when it closes, or when the statement ends in it. */
function collapsed(tokens: readonly Token[]): Token[] {
  const out: Token[] = [];
  const open: Frame[] = [];
  for (const token of tokens) {
    const frame = open.at(-1);
    if (frame && isWord(token, "select")) frame.query = true;
    if (isSign(token, "(", "[")) {
      open.push({ holds: heldBy(token, out), start: out.length, query: false });
      out.push(token);
    } else if (isSign(token, ")", "]")) close(out, open, token);
    else if (token.kind === "literal") pushLiteral(out, token);
    else out.push(token);
  }
  while (open.length > 0) close(out, open, null);
  return out;
}

function heldBy(opening: Token, before: readonly Token[]): Frame["holds"] {
  const last = before.at(-1);
  if (opening.text === "[") return isWord(last, "array") ? "list" : "anything";
  if (isWord(last, "in")) return "list";
  const another = isSign(last, ",") && isRows(before.at(-2)) && isWord(before.at(-3), "values");
  return another || isWord(last, "values") ? "row" : "anything";
}

function close(out: Token[], open: Frame[], closing: Token | null): void {
  const frame = open.pop();
  const opening = frame && out[frame.start];
  const outer = open.at(-1);
  if (outer && frame?.query) outer.query = true;
  if (!opening || frame.holds === "anything" || frame.query) {
    if (closing) out.push(closing);
    return;
  }
  out.length = frame.start;
  if (isSign(out.at(-1), ",") && frame.holds === "row") out.pop();
  else if (opening.text === "[") out.push({ ...opening, text: "[...]" });
  else out.push({ ...opening, text: "(...)", spaced: true });
}

/** A literal that goes on on the next line is one, and a sign in front of it is a part of it. */
function pushLiteral(out: Token[], token: Token): void {
  const last = out.at(-1);
  if (last?.kind === "literal") return;
  const signed = isSign(last, "-", "+") && isSign(out.at(-2), "(", ",", "=", "[", "<", ">");
  out.push(signed && last ? { ...token, spaced: last.spaced } : token);
  if (signed) out.splice(-2, 1);
}
