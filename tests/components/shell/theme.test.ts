import { expect, it } from "vitest";
import { explicitTheme, themeOf } from "@/components/shell/theme";

it.each([
  ["light", "light", "light"],
  ["dark", "dark", "dark"],
  ["system", "system", undefined],
  ['"><script>', "system", undefined],
  [undefined, "system", undefined],
])("a cookie that says %j means %s", (value, theme, explicit) => {
  expect(themeOf(value)).toBe(theme);
  expect(explicitTheme(value)).toBe(explicit);
});
