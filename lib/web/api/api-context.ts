import { databaseNow } from "../../core/clock";
import type { Context } from "../../core/context";
import { notePerson } from "../../core/request";
import type { Scope } from "../../people/api-keys/labels";
import { type ApiKeyBearer, findApiKey } from "../../people/api-keys/queries";
import { clientAddress } from "../client-address";
import { Problem } from "./problem";
import { admit, countFailure, countKey, rateHeaders } from "./rate-limit";

/** Who asks with which key, and what the answer says of the key's rate. */
export type ApiCaller = { context: Context; key: ApiKeyBearer; headers: Record<string, string> };

/**
 * Who stands behind the key of a request, a bearer token unless `keyIn` finds it elsewhere. Cookies are not looked at: no
 * page that a browser shows can ask in a person's name. Throws `unauthenticated` and `rate-limited`.
 */
export async function callerOf(
  request: Request,
  requestId: string,
  keyIn: (headers: Headers) => string | null = bearerOf,
): Promise<ApiCaller> {
  const address = clientAddress(request.headers);
  const token = keyIn(request.headers);
  if (token === null) {
    countFailure(address);
    throw new Problem("unauthenticated", "Send a key: Authorization: Bearer hw_….");
  }
  const counted = admit(token, address);
  const now = await databaseNow();
  const key = await findApiKey(token, now, address);
  if (!key) {
    countFailure(address);
    throw new Problem("unauthenticated", "This key is unknown, has expired or was revoked.", {
      headers: { "WWW-Authenticate": 'Bearer realm="Highwater", error="invalid_token"' },
    });
  }
  if (!counted) countKey(token);
  const { id, name, role } = key.person;
  notePerson(id);
  const actor = { id, name: `${name} (key “${key.name}”)`, role, via: "api" as const, keyId: key.keyId };
  return { context: { actor, now, requestId }, key, headers: rateHeaders(token) };
}

/** Refuses a key that was not given the scope. */
export function demandScope(key: ApiKeyBearer, scope: Scope): void {
  if (key.scopes.includes(scope)) return;
  throw new Problem("insufficient-scope", `This wants the scope ${scope}, which this key has not.`, {
    headers: { "WWW-Authenticate": `Bearer realm="Highwater", error="insufficient_scope", scope="${scope}"` },
  });
}

/** The bearer token of a request, null where there is none. */
export function bearerOf(headers: Headers): string | null {
  const found = /^Bearer +([\x21-\x7e]{1,200}) *$/i.exec(headers.get("authorization") ?? "");
  return found?.[1] ?? null;
}
