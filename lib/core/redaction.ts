const HIDDEN = "[hidden]";

/** The random part of cookies, one-time links and keys: long, of one piece, in both cases of letters. */
const TOKEN = /(?<![\w-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{40,}(?![\w-])/g;
const SEALED_COOKIE = /eyJ[\w-]*(?:\.[\w-]*){2,4}/g;
const AUTHORIZATION = /\b(Bearer|Basic) +[\w+/=.~-]{16,}/gi;
const IN_ADDRESS = /:\/\/[^\s/:@"\\]*:[^\s/@"\\]+@/g;
const IN_QUERY = /([?&](?:token|password|secret|code|key)=)[^&\s"\\]+/gi;

/** Cuts out of a text what may open a door: tokens, sealed cookies, authorization, passwords in addresses. */
export function withoutSecrets(text: string): string {
  return text
    .replace(SEALED_COOKIE, HIDDEN)
    .replace(AUTHORIZATION, `$1 ${HIDDEN}`)
    .replace(IN_ADDRESS, `://${HIDDEN}@`)
    .replace(IN_QUERY, `$1${HIDDEN}`)
    .replace(TOKEN, HIDDEN);
}

/** What a log may know of a request's address: the path, without the query and without the token of a link. */
export function loggedPath(url: string): string {
  const path = url.split(/[?#]/, 1)[0] ?? "";
  const oneTime = /^\/(invitation|reset-password|status)\/[^/]+/;
  return withoutSecrets(path.replace(oneTime, `/$1/${HIDDEN}`)).slice(0, 500);
}
