/**
 * The name as it stands in an address: small letters, digits and hyphens, at most 60. Where a name has none of them, or
 * its slug is taken, a number makes the difference.
 */
export function slugOf(name: string, taken: ReadonlySet<string>, fallback: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60)
    .replace(/^-+|-+$/g, "");
  const base = plain === "" ? fallback : plain;
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}
