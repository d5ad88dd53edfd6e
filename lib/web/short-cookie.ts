import { publicUrl } from "../core/env";

/** Name and attributes of a cookie for what a browser must bring back within minutes, as strict as the session's. */
export function shortCookie(name: string, maxAgeMs: number) {
  const secure = publicUrl().startsWith("https://");
  return {
    name: `${secure ? "__Host-" : ""}highwater-${name}`,
    options: { httpOnly: true, sameSite: "lax" as const, path: "/", secure, maxAge: maxAgeMs / 1_000 },
  };
}

const YEAR_MS = 31_536_000_000;

/** The cookie of the theme that somebody chose, kept for a year and made as strictly as the others. */
export const themeCookie = () => shortCookie("theme", YEAR_MS);
