/** The shortest password, in characters. ASVS 5.0 asks for 8 and recommends 15. */
export const shortestPassword = 8;

/** The length in characters that forms recommend. */
export const recommendedPassword = 15;

/** The longest password, in characters; far above the 64 that must be allowed. */
export const longestPassword = 256;

/** What a password must not be made of: the name and address of whoever chooses it. */
export type PasswordOwner = { name: string; email: string };

/**
 * Why a password is refused, as a sentence, or null when it is good (ASVS 5.0, 6.2, level 2): long enough, not among
 * the commonest, and not merely the person's name, address or this product's name with a little around it. There is no
 * rule about kinds of characters, and the password is judged and kept exactly as typed.
 */
export function whyRefused(
  password: string,
  owner: PasswordOwner,
  isCommon: (password: string) => boolean,
): string | null {
  const length = [...password].length;
  if (length < shortestPassword) return `Use at least ${shortestPassword} characters.`;
  if (length > longestPassword) return `Use at most ${longestPassword} characters.`;
  if (isCommon(password)) return "This is one of the commonest passwords. Choose another.";
  if ([...withoutKnownWords(password, owner)].length < shortestPassword / 2)
    return "This is little more than your name, your address or the word Highwater. Choose another.";
  return null;
}

function withoutKnownWords(password: string, { name, email }: PasswordOwner): string {
  const [mailbox = "", host = ""] = email.toLowerCase().split("@");
  const words = [email.toLowerCase(), mailbox, host, "highwater", name.toLowerCase(), ...split(name)];
  const known = [...words, ...split(mailbox), ...split(host)].filter((word) => word.length >= 3);
  return known
    .sort((a, b) => b.length - a.length)
    .reduce((left, word) => left.replaceAll(word, ""), password.toLowerCase());
}

const split = (text: string): string[] => text.toLowerCase().split(/[^\p{L}\p{N}]+/u);
