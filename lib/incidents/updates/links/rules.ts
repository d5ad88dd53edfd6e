/** A link's row, as far as it decides what the link opens. */
export type LinkRow = { expiresAt: Date | null; revokedAt: Date | null; showsRestricted: boolean };

/** Where a link stands; 'hidden' is one that works again once its incident is no longer restricted. */
export type LinkState = "working" | "hidden" | "expired" | "revoked";

/** How many links of an incident open something at an instant. */
export const countWorking = (
  links: readonly LinkRow[],
  incident: { restrictedAt: Date | null },
  now: Date,
): number => links.filter((link) => linkStateOf(link, incident, now) === "working").length;

/** Who reads an update at the moment at which it is published, as a sentence. */
export function sentenceOfReach(working: number): string {
  if (working === 0) return "No link works yet: nobody outside reads it until you make one.";
  return working === 1 ? "1 link shows it at once." : `${working} links show it at once.`;
}

/** Where a link of an incident stands at an instant. Only a working one opens anything. */
export function linkStateOf(link: LinkRow, incident: { restrictedAt: Date | null }, now: Date): LinkState {
  if (link.revokedAt) return "revoked";
  if (link.expiresAt && link.expiresAt <= now) return "expired";
  return incident.restrictedAt && !link.showsRestricted ? "hidden" : "working";
}
