/** What somebody may choose; `system` follows the device. Kept in the cookie `theme`. */
export type Theme = "light" | "dark" | "system";

export const themeCookie = "theme";

/** The theme that a cookie names, `system` when it names none. */
export function themeOf(value: string | undefined): Theme {
  return value === "light" || value === "dark" ? value : "system";
}

type Cookies = { get: (name: string) => { value: string } | undefined };

/** The theme to write onto `<html>`; undefined leaves the choice to the device. */
export function explicitTheme(cookies: Cookies): "light" | "dark" | undefined {
  const theme = themeOf(cookies.get(themeCookie)?.value);
  return theme === "system" ? undefined : theme;
}
