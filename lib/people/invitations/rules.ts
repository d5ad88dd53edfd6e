import type { OneTimeLinkKind } from "../../../prisma/generated/enums";

const HOUR = 3_600_000;

/** How long each kind of link can be used, in milliseconds. */
export const linkLifetimeMs: Readonly<Record<OneTimeLinkKind, number>> = {
  setup: 24 * HOUR,
  invitation: 7 * 24 * HOUR,
  password_reset: 24 * HOUR,
};

const names: Readonly<Record<OneTimeLinkKind, string>> = {
  setup: "set-up link",
  invitation: "invitation",
  password_reset: "password link",
};

const remedies: Readonly<Record<OneTimeLinkKind, string>> = {
  setup: "Restart Highwater to print a new one.",
  invitation: "Ask an admin for a new one.",
  password_reset: "Ask an admin for a new one.",
};

/** A link's row, as far as it decides whether the link can be used. */
export type LinkRow = {
  kind: OneTimeLinkKind;
  expiresAt: Date;
  usedAt: Date | null;
  revokedAt: Date | null;
};

/** Why a link of this kind cannot be used, as a sentence that says what to do, or null when it can. */
export function whyUnusable(kind: OneTimeLinkKind, link: LinkRow | null, now: Date): string | null {
  const remedy = remedies[kind];
  if (!link || link.kind !== kind) return `This ${names[kind]} is not valid. ${remedy}`;
  if (link.usedAt) return `This ${names[kind]} has been used already. ${remedy}`;
  if (link.revokedAt) return `This ${names[kind]} was replaced by a newer one. ${remedy}`;
  if (link.expiresAt <= now) return `This ${names[kind]} has expired. ${remedy}`;
  return null;
}
