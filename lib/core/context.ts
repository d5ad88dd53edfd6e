import type { Role, Via } from "../../prisma/generated/enums";

/** A person's role, or that of somebody without a session ('nobody') or of the product itself ('system'). */
export type ActorRole = Role | "nobody" | "system";

/** Who asks, and through which door. `id` is null for nobody and for the system. */
export type Actor = {
  readonly id: string | null;
  readonly name: string;
  readonly role: ActorRole;
  readonly via: Via;
  /** The API key that they asked with, where it was one. */
  readonly keyId?: string;
};

/** What every query and command gets first: who asks, when (the database's clock), and in which request. */
export type Context = {
  readonly actor: Actor;
  readonly now: Date;
  readonly requestId: string;
};

/** The product itself, for example the worker verifying an import. */
export function systemContext(now: Date, via: Via = "system", requestId = ""): Context {
  return { actor: { id: null, name: "Highwater", role: "system", via }, now, requestId };
}

/** Somebody without a session: the sign-in page, a one-time link. */
export function nobodyContext(now: Date, via: Via = "web", requestId = ""): Context {
  return { actor: { id: null, name: "nobody", role: "nobody", via }, now, requestId };
}
