import type { Blockquote, Delete, Emphasis, List, Nodes, Parents, Root, Strong } from "mdast";
import { piecesOf } from "./text-links";

// HTML, definitions and footnotes would take away what people and programs meant as text: `[error]: timeout`, `&lt;`.
const notObeyed = [
  ...["htmlFlow", "htmlText", "definition", "characterReference", "autolink", "setextUnderline"],
  ...["gfmFootnoteDefinition", "gfmFootnoteCall", "gfmPotentialFootnoteCall"],
];

type Data = { micromarkExtensions?: unknown[] };

/** What is not obeyed of Markdown in an entry of the timeline; goes behind the plugin of GitHub's dialect. */
export function asEntry(this: { data: () => object }): void {
  const data = this.data() as Data;
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), { disable: { null: notObeyed } }];
}

/**
 * Makes of read Markdown what people mean who type into a log: a line's end stays one, web addresses and references are
 * links as in plain text, and what looks like a mark by accident (`count(*)`, `> 90 %`, `- 5 s`) stays as it is written.
 * So do images and links to anywhere but the web, a mailbox or the product.
 */
export function asTyped() {
  return (tree: Root, file: { value: unknown }): void => settle(tree, String(file.value));
}

function settle(parent: Parents, source: string): void {
  const children = (parent.children as Nodes[]).flatMap((node) => {
    const kept = isMeant(node, source) ? [node] : asWritten(node, source);
    for (const one of kept) if ("children" in one) settle(one, source);
    return kept;
  });
  parent.children = asLines(children, parent.type === "link") as typeof parent.children;
}

function isMeant(node: Nodes, source: string): boolean {
  switch (node.type) {
    case "image":
      return false;
    case "link":
      return written(node, source).startsWith("[") && isSafe(node.url);
    case "emphasis":
    case "strong":
    case "delete":
      return isStressed(node, source);
    case "blockquote":
      return isQuote(node, source);
    case "list":
      return isList(node, source);
    default:
      return true;
  }
}

const isSafe = (url: string): boolean =>
  /^(?:https?:\/\/|mailto:|#|\/(?![/\\]))/i.test(url) && !/[\s\p{Cc}\\]/u.test(url);

const written = ({ position }: Nodes, source: string): string =>
  position ? source.slice(position.start.offset, position.end.offset) : "";

const before = /^$|[\s\p{Ps}\p{Pi}\p{Lo}"'*_~:,;|>—–]/u;
const inside = /^[^\s)\]}.,;:!?/]/;
const after = /^$|[^\p{Lu}\p{Ll}\p{N}]/u;

// A mark within a word, or around what nobody would stress, is one of arithmetic, a pattern, a pointer or a name.
function isStressed(node: Emphasis | Strong | Delete, source: string): boolean {
  const start = node.position?.start.offset ?? 0;
  const end = node.position?.end.offset ?? 0;
  const text = written(node, source);
  return (
    before.test(source.charAt(start - 1)) &&
    inside.test(text.replace(/^[*_~]+/, "")) &&
    after.test(source.charAt(end)) &&
    !/^__\w+__$/.test(text)
  );
}

const isQuote = (node: Blockquote, source: string): boolean => /^>[ \t]+[^\s\d]/.test(written(node, source));

const isList = (node: List, source: string): boolean =>
  node.children.length > 1 || !/^[-*+][ \t]+\d|^(?:[-*+]|\d+[.)])$/.test(written(node, source));

// What is in a mark that is none may still have one.
function asWritten(node: Nodes, source: string): Nodes[] {
  if (node.type === "emphasis" || node.type === "strong" || node.type === "delete") {
    const value = written(node, source).slice(0, node.type === "emphasis" ? 1 : 2);
    return [{ type: "text", value }, ...node.children, { type: "text", value }];
  }
  if (node.type === "link" && !node.position) return node.children;
  const text = { type: "text", value: written(node, source) } as const;
  return node.type === "blockquote" || node.type === "list"
    ? [{ type: "paragraph", children: [text] }]
    : [text];
}

function asLines(nodes: readonly Nodes[], linked: boolean): Nodes[] {
  const joined: Nodes[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    if (node.type === "text" && last?.type === "text")
      joined[joined.length - 1] = { type: "text", value: last.value + node.value };
    else joined.push(node);
  }
  return joined.flatMap((node) => {
    if (node.type !== "text") return [node];
    const pieces = linked ? [{ text: node.value, href: null }] : piecesOf(node.value);
    return pieces.flatMap(({ text, href }): Nodes[] =>
      href === null
        ? linesOf(text)
        : [{ type: "link", url: href, children: [{ type: "text", value: text }] }],
    );
  });
}

const linesOf = (text: string): Nodes[] =>
  text
    .split("\n")
    .flatMap((value, index): Nodes[] => [
      ...(index > 0 ? [{ type: "break" } as const] : []),
      ...(value === "" ? [] : [{ type: "text", value } as const]),
    ]);
