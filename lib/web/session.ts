import { randomUUID } from "node:crypto";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { databaseNow } from "../core/clock";
import { type Context, nobodyContext } from "../core/context";
import { isRefusal } from "../core/refusal";
import { notePerson } from "../core/request";
import { findSession } from "../people/sign-in/queries";
import { sessionToken } from "./auth";
import { PATH_HEADER, REQUEST_ID_HEADER } from "./request-headers";

/** The session behind a request: its row's id, the person it belongs to, and when the password was last given. */
export type WebSession = NonNullable<Awaited<ReturnType<typeof findSession>>>;

/** Who asks, with the session where there is one. Read once per request, from the session's row and never from the token. */
export const currentSession = cache(async (): Promise<{ context: Context; session: WebSession | null }> => {
  // Cookies first: reading them is what tells Next that a page cannot be made before somebody asks for it.
  const [token, sent] = await Promise.all([sessionToken(), headers()]);
  const now = await databaseNow();
  const requestId = sent.get(REQUEST_ID_HEADER) ?? randomUUID();
  const session = token ? await findSession(token, now) : null;
  if (!session) return { context: nobodyContext(now, "web", requestId), session: null };
  const { id, name, role } = session.person;
  notePerson(id);
  return { context: { actor: { id, name, role, via: "web" }, now, requestId }, session };
});

/** The context of a page that wants a session; sends everybody else to sign in and back. */
export async function pageContext(): Promise<Context> {
  const { context } = await pageSession();
  return context;
}

/** As `pageContext`, with the session, for pages that read the person's time zone. */
export async function pageSession(): Promise<{ context: Context; session: WebSession }> {
  const { context, session } = await currentSession();
  if (session) return { context, session };
  const path = (await headers()).get(PATH_HEADER) ?? "/";
  redirect(`/sign-in${path === "/" ? "" : `?callbackUrl=${encodeURIComponent(path)}`}`);
}

/** Runs a query for a page: what may not be seen is not found, so that a page tells nothing about its existence. */
export async function orNotFound<T>(query: Promise<T>): Promise<T> {
  try {
    return await query;
  } catch (error) {
    if (!isRefusal(error) || error.code !== "not_found") throw error;
    notFound();
  }
}
