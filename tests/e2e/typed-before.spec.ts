import { expect, test } from "@playwright/test";
import { signedIn } from "./support/people";

test("what is typed before React has taken the page over stays, and so does the caret", async ({
  browser,
}) => {
  const page = await signedIn(browser, "ben");
  await page.goto("/incidents/new");
  await page.getByLabel("What is happening").fill("Ferries are late");
  await page.locator("input[name=severity][value=P4]").check();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/incidents\/INC-/);
  const edit = `${new URL(page.url()).pathname}/post-mortem?edit=summary`;
  await page.goto(edit);
  const summary = page.getByLabel("Summary", { exact: true });
  await summary.fill("The ferries were late.");
  await page.locator("main form").getByRole("button", { name: /Save/ }).click();
  await expect(page.getByRole("main")).toContainText("The ferries were late.");

  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/_next/static/**/*.js", async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(edit, { waitUntil: "commit" });
  await summary.focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("At dawn: ");
  const alive = () =>
    summary.evaluate((field) => Object.keys(field).some((key) => key.startsWith("__reactFiber$")));
  expect(await alive()).toBe(false);
  release();
  await expect.poll(alive).toBe(true);
  await expect(summary).toHaveValue("At dawn: The ferries were late.");
  await page.keyboard.type("on Monday, ");
  await expect(summary).toHaveValue("At dawn: on Monday, The ferries were late.");
});
