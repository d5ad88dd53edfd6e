import { alertNumber } from "@/lib/alerts/history/rules";

const link =
  /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}]|(?<![\p{L}\p{N}_/#&-])#(?:INC-\d{4}-\d{4,9}|AI-\d{4,9}|[Aa]lert-[1-9]\d{0,8})(?![\p{L}\p{N}_-]))/u;

/**
 * A text in pieces, those that lead somewhere with where: web addresses and references (#INC-2026-0001, #AI-0001,
 * #alert-12). Joined, the pieces are the text.
 */
export function piecesOf(text: string): { text: string; href: string | null }[] {
  return text
    .split(link)
    .map((piece, index) => ({ text: piece, href: index % 2 === 1 ? addressOf(piece) : null }))
    .filter((piece) => piece.text !== "");
}

function addressOf(piece: string): string {
  if (!piece.startsWith("#")) return piece;
  const ref = piece.slice(1);
  if (ref.startsWith("INC-")) return `/incidents/${ref}`;
  return ref.startsWith("AI-") ? `/action-items/${ref}` : `/alerts/${alertNumber(ref)}`;
}
