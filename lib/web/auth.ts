import { cookies } from "next/headers";
import type { AuthOptions } from "next-auth";
import { decode, encode } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import { databaseNow } from "../core/clock";
import { nobodyContext } from "../core/context";
import { publicUrl } from "../core/env";
import { log, stackOf } from "../core/log";
import { isRefusal } from "../core/refusal";
import { sessionSecret } from "../core/secrets";
import { challengeOf } from "../people/second-factor/challenge";
import { beginSession, revokeSession } from "../people/sign-in/commands";
import { findSession } from "../people/sign-in/queries";
import { sessionLimits } from "../people/sign-in/rules";
import { clientAddress } from "./client-address";
import { ownPath } from "./own-path";
import { logRefusal } from "./refusal-log";
import { shortCookie } from "./short-cookie";

const maxAge = sessionLimits.absoluteMs / 1000;

/** Name and attributes of the session cookie: bound to host and TLS when Highwater's address is https, else plain, so that a network without TLS can sign in. */
export function sessionCookie() {
  const secure = publicUrl().startsWith("https://");
  return {
    // Cookies do not know ports: the demo beside one's own Highwater must not sign people out there.
    name: secure
      ? "__Host-highwater-session"
      : `highwater-${process.env.HIGHWATER_SAMPLE ? "demo-" : ""}session`,
    options: { httpOnly: true, sameSite: "lax" as const, path: "/", secure },
  };
}

/** The session's token from the request's cookie, or null when there is none, it is malformed, or not ours. Says nothing about whether the session lives. */
export async function sessionToken(): Promise<string | null> {
  const sealed = (await cookies()).get(sessionCookie().name)?.value;
  return sealed ? openSessionCookie(sealed) : null;
}

/** Gives the browser the cookie of a session that has begun. Only in a server action or a route handler. */
export async function keepSession(token: string): Promise<void> {
  const { name, options } = sessionCookie();
  const sealed = await encode({ token: { sid: token }, secret: sessionSecret(), maxAge });
  (await cookies()).set(name, sealed, { ...options, maxAge });
}

/** Takes the session's cookie from the browser. */
export async function dropSession(): Promise<void> {
  const { name, options } = sessionCookie();
  (await cookies()).set(name, "", { ...options, maxAge: 0 });
}

/** next-auth, with the product's own commands behind it: its token carries a session's random token and nothing else. */
export function authOptions(): AuthOptions {
  // next-auth reads its own address from here only.
  process.env.NEXTAUTH_URL ??= publicUrl();
  return {
    secret: sessionSecret(),
    session: { strategy: "jwt", maxAge },
    cookies: { sessionToken: sessionCookie(), callbackUrl: shortCookie("callback", 600_000) },
    useSecureCookies: sessionCookie().options.secure,
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/sign-in" },
    providers: [
      CredentialsProvider({
        credentials: { email: { type: "email" }, password: { type: "password" } },
        authorize: (credentials, request) => authorize(credentials, new Headers(request.headers ?? {})),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => ({ sid: user ? user.id : token.sid }),
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url }) =>
        publicUrl() + ownPath(url.startsWith(publicUrl()) ? url.slice(publicUrl().length) : url),
    },
    events: { signOut: async ({ token }) => endSession(token.sid) },
    logger: {
      error: (code) => log().error({ code }, "next-auth failed"),
      warn: (code) => log().debug({ code }, "next-auth warns"),
      debug: () => undefined,
    },
  };
}

/** The session's token inside a cookie's value, or null when it is not ours, was changed or is too old. Never throws. */
export async function openSessionCookie(sealed: string): Promise<string | null> {
  try {
    const token = await decode({ token: sealed, secret: sessionSecret() });
    return typeof token?.sid === "string" ? token.sid : null;
  } catch {
    return null;
  }
}

async function authorize(credentials: unknown, headers: Headers): Promise<{ id: string } | null> {
  const context = nobodyContext(await databaseNow(), "web");
  const device = { userAgent: headers.get("user-agent") ?? "", address: clientAddress(headers) };
  try {
    const { token } = await beginSession(context, { ...(credentials as object), ...device });
    return { id: token };
  } catch (error) {
    if (!isRefusal(error)) {
      log().error({ error: stackOf(error) }, "a sign-in failed");
      throw new Error("failed", { cause: error });
    }
    // The code of a second factor is asked for by our own form alone.
    if (challengeOf(error)) throw new Error("code_due");
    const { email } = (credentials ?? {}) as { email?: unknown };
    logRefusal({ action: "session.begin", code: error.code }, headers, email);
    if (error.code === "unauthenticated" || error.code === "invalid") return null;
    // The page turns this one word into a sentence: nothing else from an address is ever shown.
    throw new Error(error.code);
  }
}

async function endSession(token: unknown): Promise<void> {
  const now = await databaseNow();
  const session = typeof token === "string" ? await findSession(token, now) : null;
  if (!session) return;
  const { id, name, role } = session.person;
  const context = { actor: { id, name, role, via: "web" as const }, now, requestId: "" };
  await revokeSession(context, { sessionId: session.sessionId });
}
