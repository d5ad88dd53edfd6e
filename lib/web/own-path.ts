const OWN = "http://own.invalid";

/** Where to go after signing in: a path of this very site, else the front page. Never another host, whatever was sent. */
export function ownPath(wanted: unknown): string {
  if (typeof wanted !== "string" || !wanted.startsWith("/")) return "/";
  try {
    const url = new URL(wanted, OWN);
    if (url.origin !== OWN || /^\/(\/|(sign-in|set-up|api)(\/|$))/.test(url.pathname)) return "/";
    return url.pathname + url.search + url.hash;
  } catch {
    return "/";
  }
}
