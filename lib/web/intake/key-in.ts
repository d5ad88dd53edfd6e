import { bearerOf } from "../api/api-context";

/** The key in a request's bearer token, or in the password of HTTP Basic, whoever's name stands beside it. */
export function bearerOrPassword(headers: Headers): string | null {
  const [, encoded = ""] =
    /^Basic +([A-Za-z0-9+/]{1,600}={0,2}) *$/i.exec(headers.get("authorization") ?? "") ?? [];
  if (encoded === "") return bearerOf(headers);
  const told = Buffer.from(encoded, "base64").toString("latin1");
  const [, password] = /^[^:]*:([\x21-\x7e]{1,200})$/.exec(told) ?? [];
  return password ?? null;
}
