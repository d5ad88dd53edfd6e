import type { Context } from "../../lib/core/context";
import { nobodyContext, systemContext } from "../../lib/core/context";
import { database } from "../../lib/core/database";
import { hashNewPassword } from "../../lib/people/passwords/hashing";
import { makeToken, tokenHash } from "../../lib/people/tokens";
import type { Role } from "../../prisma/generated/enums";
import { at, days } from "./clock";

/** A member of the cast, by first name. */
export type CastName = "ada" | "ben" | "lea" | "omar" | "cleo" | "mallory";

/** A context of one of the cast, whose actor is always a person. */
export type CastContext = Context & { readonly actor: { readonly id: string } };

/** The whole cast, the system, and somebody without a session, all at the same moment. */
export type Cast = Record<CastName, CastContext> & { system: Context; nobody: Context };

/** Everybody's password. */
export const castPassword = "a long walk by the water";

/** When the cast's story begins, unless a test says otherwise. */
export const beginning = at("2026-03-02 09:00 Europe/Berlin");

/** Ada approves, Ben responds, Lea leads, Omar administers, Cleo only looks, Mallory was deactivated. */
export const people: Readonly<Record<CastName, { name: string; role: Role; title: string; email: string }>> =
  {
    ada: { name: "Ada", role: "approver", title: "Project manager", email: "ada@example.org" },
    ben: { name: "Ben", role: "responder", title: "Site engineer", email: "ben@example.org" },
    lea: { name: "Lea", role: "lead", title: "Engineering lead", email: "lea@example.org" },
    omar: { name: "Omar", role: "admin", title: "Administrator", email: "omar@example.org" },
    cleo: { name: "Cleo", role: "viewer", title: "Analyst", email: "cleo@example.org" },
    mallory: { name: "Mallory", role: "responder", title: "Contractor", email: "mallory@example.org" },
  };

/** Makes the cast in this file's database, or finds it there unchanged, and gives each one's context at `now`. */
export async function cast(now: Date = beginning): Promise<Cast> {
  const passwordHash = await hashOnce();
  const contexts: Partial<Record<CastName, CastContext>> = {};
  for (const [key, person] of Object.entries(people) as [CastName, (typeof people)[CastName]][]) {
    const state = {
      ...person,
      passwordHash,
      createdAt: new Date(now.getTime() - days(30)),
      deactivatedAt: key === "mallory" ? new Date(now.getTime() - days(7)) : null,
    };
    const { id } = await database().person.upsert({
      where: { email: person.email },
      create: state,
      update: state,
    });
    contexts[key] = contextOf(id, person, now);
  }
  return {
    ...(contexts as Record<CastName, CastContext>),
    system: systemContext(now),
    nobody: nobodyContext(now),
  };
}

/** A live session of one of the cast, the password given at `context.now`; returns what a cookie and a command need. */
export async function sessionOf(context: CastContext): Promise<{ sessionId: string; token: string }> {
  const token = makeToken();
  const { now } = context;
  const { id } = await database().session.create({
    data: {
      personId: context.actor.id,
      tokenHash: tokenHash(token),
      createdAt: now,
      lastSeenAt: now,
      provedAt: now,
      expiresAt: new Date(now.getTime() + days(7)),
      userAgent: "the suite",
      address: "192.0.2.1",
    },
  });
  return { sessionId: id, token };
}

function contextOf(id: string, { name, role }: { name: string; role: Role }, now: Date): CastContext {
  return { actor: { id, name, role, via: "web" }, now, requestId: "test" };
}

let hashed: Promise<string> | undefined;

function hashOnce(): Promise<string> {
  hashed ??= hashNewPassword(castPassword, { name: "", email: "@" }, "password");
  return hashed;
}
