import type { OneTimeLinkKind } from "../../../prisma/generated/enums";
import type { Context } from "../../core/context";
import { database } from "../../core/database";
import { tokenHash } from "../tokens";
import { whyUnusable } from "./rules";

/** What the page behind a one-time link shows: whom it is for, or why it cannot be used. */
export type LinkState =
  | { usable: true; person: { name: string; email: string; title: string | null } | null; expiresAt: Date }
  | { usable: false; reason: string };

/** Looks at a one-time link without using it. The token is the right to see it, so nobody needs a session. */
export async function lookAtLink({ now }: Context, kind: OneTimeLinkKind, token: string): Promise<LinkState> {
  const link = await database().oneTimeLink.findUnique({
    where: { tokenHash: tokenHash(token) },
    include: { person: { select: { name: true, email: true, title: true, deactivatedAt: true } } },
  });
  const reason = whyUnusable(kind, link?.person?.deactivatedAt ? null : link, now);
  if (reason || !link) return { usable: false, reason: reason ?? "" };
  const person = link.person && {
    name: link.person.name,
    email: link.person.email,
    title: link.person.title,
  };
  return { usable: true, person, expiresAt: link.expiresAt };
}

/** Whether nobody exists yet, so that the set-up page has a purpose. */
export async function isFirstRun(): Promise<boolean> {
  return (await database().person.findFirst({ select: { id: true } })) === null;
}
