import type { Page } from "@playwright/test";

/** Makes an API key on its page, for what `scopes` lists of each group there, and returns its token, shown this once. */
export async function makeKey(
  page: Page,
  name: string,
  scopes: Readonly<Record<string, readonly ("Read" | "Write")[]>>,
): Promise<string> {
  await page.goto("/settings/api-keys");
  await page.getByLabel("What it is for").fill(name);
  for (const [group, rights] of Object.entries(scopes))
    for (const right of rights)
      await page
        .getByRole("group", { name: group })
        .getByLabel(new RegExp(`^${right}`))
        .check();
  await page.getByRole("button", { name: "Make the key" }).click();
  return page.getByLabel("New API key").inputValue();
}
