/** A link's row, as far as it decides what the link opens. */
export type LinkRow = { expiresAt: Date | null; revokedAt: Date | null; showsRestricted: boolean };

/** Where a link stands; 'hidden' is one that works again once its incident is no longer restricted. */
export type LinkState = "working" | "hidden" | "expired" | "revoked";

/** Where a link of an incident stands at an instant. Only a working one opens anything. */
export function linkStateOf(link: LinkRow, incident: { restrictedAt: Date | null }, now: Date): LinkState {
  if (link.revokedAt) return "revoked";
  if (link.expiresAt && link.expiresAt <= now) return "expired";
  return incident.restrictedAt && !link.showsRestricted ? "hidden" : "working";
}
