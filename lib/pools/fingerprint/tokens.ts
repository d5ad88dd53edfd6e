/**
 * A piece of a statement. A literal is told as `?` and a parameter as `$n`, whatever they held; a name is a quoted
 * identifier; signs are single characters. `spaced` says that white space or a comment stood in front.
 */
export type Token = {
  kind: "word" | "name" | "literal" | "parameter" | "sign";
  text: string;
  spaced: boolean;
};

type Piece = { kind: Token["kind"] | "nothing"; end: number };

const blank = /[ \t\n\r\f\v]+/y;
const word = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y;
const wordRest = /[\w\u0080-\uffff]*/y;
const parameter = /\$\d+/y;
const dollarTag = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
const number = /0[xob]\w*|\.?\d[\d_.]*(?:e[+-]?\d[\d_]*)?/iy;
const lineEnd = /[\n\r]/g;

/**
 * The pieces of a statement, by the lexical rules of PostgreSQL (documentation, 'Lexical Structure'), without its
 * comments. A literal without an end goes to the end of the text, because servers cut long statements. So does one that
 * ends at different places in different versions or settings of the server (a backslash before a quote while
 * standard_conforming_strings is off): it is not known what behind it is secret. Every character is looked at a bounded
 * number of times.
 */
export function tokensOf(statement: string): Token[] {
  const tokens: Token[] = [];
  let spaced = false;
  for (let at = 0; at < statement.length; ) {
    const { kind, end } = pieceAt(statement, at);
    if (kind !== "nothing") tokens.push({ kind, text: told(kind, statement.slice(at, end)), spaced });
    spaced = kind === "nothing";
    at = end;
  }
  return tokens;
}

const told = (kind: Token["kind"], text: string) =>
  kind === "literal" ? "?" : kind === "parameter" ? "$n" : text;

function pieceAt(text: string, at: number): Piece {
  const worded = wordPiece(text, at);
  if (worded) return worded;
  const space = endOf(blank, text, at);
  if (space !== null) return { kind: "nothing", end: space };
  switch (text[at]) {
    case "'":
      return { kind: "literal", end: plainEnd(text, at + 1) };
    case '"':
      return { kind: "name", end: nameEnd(text, at + 1) };
    case "$":
      return dollarPiece(text, at);
    case "-":
      if (text[at + 1] === "-") return { kind: "nothing", end: lineCommentEnd(text, at + 2) };
      break;
    case "/":
      if (text[at + 1] === "*") return { kind: "nothing", end: blockCommentEnd(text, at + 2) };
  }
  return numberPiece(text, at) ?? { kind: "sign", end: at + 1 };
}

/** Where what a sticky pattern finds at a position ends; null where it finds nothing. */
function endOf(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}

/** A word, or the literal or name that it is the prefix of: E'', N'', B'', X'', U&'', U&"". */
function wordPiece(text: string, at: number): Piece | null {
  const end = endOf(word, text, at);
  if (end === null) return null;
  const only = end === at + 1 ? text.charAt(at).toLowerCase() : "";
  const next = text[end];
  if (next === "'" && only === "e") return { kind: "literal", end: escapedEnd(text, end + 1) };
  if (next === "'" && /[nbx]/.test(only)) return { kind: "literal", end: plainEnd(text, end + 1) };
  if (next === "&" && only === "u") {
    if (text[end + 1] === "'") return { kind: "literal", end: plainEnd(text, end + 2) };
    if (text[end + 1] === '"') return { kind: "name", end: nameEnd(text, end + 2) };
  }
  return { kind: "word", end };
}

function dollarPiece(text: string, at: number): Piece {
  const end = endOf(parameter, text, at);
  if (end !== null) return { kind: "parameter", end };
  const opened = endOf(dollarTag, text, at);
  if (opened === null) return { kind: "sign", end: at + 1 };
  const tag = text.slice(at, opened);
  const closing = text.indexOf(tag, opened);
  return { kind: "literal", end: closing === -1 ? text.length : closing + tag.length };
}

/** A number with what is glued to it: versions differ on where `1_000$a$` or `1e5$a$` ends, so there nothing is told. */
function numberPiece(text: string, at: number): Piece | null {
  const found = endOf(number, text, at);
  if (found === null) return null;
  const end = endOf(wordRest, text, found) ?? found;
  const unclear = text[end] === "$" && /[^\d.]/.test(text.slice(at, end));
  return { kind: "literal", end: unclear ? text.length : end };
}

function plainEnd(text: string, from: number): number {
  for (let at = from; ; at += 2) {
    at = text.indexOf("'", at);
    if (at === -1) return text.length;
    let slashes = at;
    while (slashes > from && text[slashes - 1] === "\\") slashes--;
    if ((at - slashes) % 2 === 1) return text.length;
    if (text[at + 1] !== "'") return at + 1;
  }
}

function escapedEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === "'" && text[at + 1] === "'") at++;
    else if (text[at] === "'") return at + 1;
  }
  return text.length;
}

function nameEnd(text: string, from: number): number {
  for (let at = from; ; at += 2) {
    at = text.indexOf('"', at);
    if (at === -1) return text.length;
    if (text[at + 1] !== '"') return at + 1;
  }
}

function lineCommentEnd(text: string, from: number): number {
  lineEnd.lastIndex = from;
  return lineEnd.test(text) ? lineEnd.lastIndex : text.length;
}

/** Comments of this kind nest. */
function blockCommentEnd(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    const opens = text[at] === "/" && text[at + 1] === "*";
    const closes = text[at] === "*" && text[at + 1] === "/";
    if (!opens && !closes) continue;
    depth += opens ? 1 : -1;
    at++;
    if (depth === 0) return at + 1;
  }
  return text.length;
}
