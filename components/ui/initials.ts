/** One or two letters for a name: first and last word's first letter; `?` for an empty name. */
export function initials(name: string): string {
  const words = name
    .normalize("NFC")
    .split(/[\s\-_.@]+/u)
    .map((word) => /[\p{L}\p{N}]\p{M}*/u.exec(word)?.[0] ?? "")
    .filter((letter) => letter !== "");
  const first = words[0] ?? "?";
  const last = words.length > 1 ? (words.at(-1) ?? "") : "";
  return (first + last).toLocaleUpperCase("en");
}
