import { timingSafeEqual } from "node:crypto";
import type { Person } from "../../../../prisma/generated/client";
import type { OneTimeLinkKind } from "../../../../prisma/generated/enums";
import type { Context } from "../../../core/context";
import type { Transaction } from "../../../core/database";
import { Refusal } from "../../../core/refusal";
import { makeToken, tokenHash } from "../../tokens";
import { linkLifetimeMs, whyUnusable } from "../rules";
import { orderLinkMail } from "./mail-order";

/** A one-time link's token, readable only now, until when it works, and whether a mail takes it to its person as well. */
export type LinkOffer = { token: string; expiresAt: Date; mailed: boolean };

/** Makes a link in the caller's transaction; earlier ones of this kind for this person stop working. */
export async function makeLink(
  tx: Transaction,
  context: Context,
  kind: OneTimeLinkKind,
  personId: string | null,
): Promise<LinkOffer> {
  const { actor, now } = context;
  const token = makeToken();
  const expiresAt = new Date(now.getTime() + linkLifetimeMs[kind]);
  await revokeLinks(tx, now, { kind, personId });
  const { id } = await tx.oneTimeLink.create({
    data: { kind, personId, tokenHash: tokenHash(token), madeById: actor.id, createdAt: now, expiresAt },
    select: { id: true },
  });
  const mailed = personId !== null && (await orderLinkMail(tx, context, id, token));
  return { token, expiresAt, mailed };
}

/** Stops open links from working: of one kind, or all of a person's. */
export async function revokeLinks(
  tx: Transaction,
  now: Date,
  which: { kind?: OneTimeLinkKind; personId: string | null },
): Promise<void> {
  await tx.oneTimeLink.updateMany({
    where: { ...which, usedAt: null, revokedAt: null },
    data: { revokedAt: now },
  });
}

/**
 * Uses a link up and says whom it was for; null for the set-up link. Of two at once one gets through. Refuses with
 * 'conflict' and what to do when it was used, replaced, ran out or never was.
 */
export async function spendLink(
  tx: Transaction,
  now: Date,
  kind: OneTimeLinkKind,
  token: string,
): Promise<Person | null> {
  const hash = tokenHash(token);
  // Set-up links are few and belong to nobody: each is compared in constant time. The others are found by their hash.
  const rows = await tx.oneTimeLink.findMany({
    where: kind === "setup" ? { kind } : { kind, tokenHash: hash },
    include: { person: true },
  });
  const link = rows.find((row) => timingSafeEqual(row.tokenHash, hash)) ?? null;
  const reason = whyUnusable(kind, link?.person?.deactivatedAt ? null : link, now);
  if (reason || !link) throw new Refusal("conflict", reason ?? "");
  const { count } = await tx.oneTimeLink.updateMany({
    where: { id: link.id, usedAt: null, revokedAt: null },
    data: { usedAt: now },
  });
  if (count === 0) throw new Refusal("conflict", whyUnusable(kind, { ...link, usedAt: now }, now) ?? "");
  return link.person;
}

/** As `spendLink`, for a link that belongs to a person. */
export async function spendPersonalLink(
  tx: Transaction,
  now: Date,
  kind: "invitation" | "password_reset",
  token: string,
): Promise<Person> {
  const person = await spendLink(tx, now, kind, token);
  if (!person) throw new Error(`a ${kind} link without a person`);
  return person;
}
