/** What somebody may choose; `system` follows the device. Kept in a cookie. */
export type Theme = "light" | "dark" | "system";

/** The theme that a cookie names, `system` when it names none. */
export function themeOf(value: string | undefined): Theme {
  return value === "light" || value === "dark" ? value : "system";
}

/** The theme to write onto `<html>`; undefined leaves the choice to the device. */
export function explicitTheme(value: string | undefined): "light" | "dark" | undefined {
  const theme = themeOf(value);
  return theme === "system" ? undefined : theme;
}
